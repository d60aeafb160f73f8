import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import file from '@lembur/rules/policy/cases/overtime-law-cases.json' with { type: 'json' }
import { afterAll, describe, expect, it } from 'vitest'
import { lembur } from './testing/lembur.ts'

const folder = mkdtempSync(join(tmpdir(), 'lembur-policy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const [first] = file.cases
const evaluate = (value: unknown) =>
  lembur(['policy', 'evaluate', '-'], { input: typeof value === 'string' ? value : JSON.stringify(value) })

describe('policy evaluate', () => {
  it('answers every case of the file as it expects, without a database', async () => {
    const path = join(folder, 'cases.json')
    writeFileSync(path, JSON.stringify(file))
    const { code, out, err } = await lembur(['policy', 'evaluate', path])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { results } = JSON.parse(out) as { results: ({ id: string } & Record<string, unknown>)[] }
    expect(results.map(({ id }) => id)).toEqual(file.cases.map(({ id }) => id))
    results.forEach((result, index) => {
      expect(result).toMatchObject(file.cases[index]?.expected ?? {})
      expect(result.trace).toContainEqual(expect.objectContaining({ code: 'policy' }))
    })
  })

  it('takes a list, one case, and cases without what they expect', async () => {
    const { expected: _expected, ...asked } = first ?? { expected: null }
    const [list, one] = await Promise.all([evaluate([asked]), evaluate(asked)])
    expect(JSON.parse(list.out)).toEqual(JSON.parse(one.out))
    expect(JSON.parse(one.out).results).toMatchObject([{ id: 'ID-O-01', payableHours: 5.5, pay: 170340.47 }])
  })

  it('takes a whole policy, and layers by their names', async () => {
    const input = { tz: 'Asia/Jakarta', intervals: [{ start: '2026-07-08T08:00', end: '2026-07-08T20:00' }], weekOvertimeBefore: 0 }
    const cap = { window: 'day', counts: ['overtime'], limit: 120, severity: 'violation' }
    const { out } = await evaluate({
      policies: { plant: { extends: { pack: 'ID' }, patch: { caps: { PLANT_DAY: cap } } } },
      cases: [{ id: 'layered', policy: { extends: { policy: 'Plant' } }, input }],
    })
    expect(JSON.parse(out).results[0].violations).toContainEqual({
      code: 'PLANT_DAY',
      limit: 2,
      actual: 4,
      unit: 'h',
      severity: 'violation',
    })
  })

  it('names the field of a case that is not right, still answers the others, and exits with 1', async () => {
    const upside = {
      ...first,
      id: 'upside',
      input: { ...first?.input, intervals: [{ start: '2026-07-08T20:00', end: '2026-07-08T08:00' }] },
    }
    const { code, out, err } = await evaluate([upside, first])
    expect(code).toBe(1)
    expect(err).toContain('upside: input.intervals.0.end: The end lies before the start.')
    expect(JSON.parse(out).results).toMatchObject([
      { id: 'upside', error: { code: 'evaluation.invalid', fields: [{ path: 'input.intervals.0.end', code: 'evaluation.reversed' }] } },
      { id: 'ID-O-01', pay: 170340.47 },
    ])
  })

  it.each([
    ['{', /is no JSON/],
    ['{"a": 1}', /holds no cases/],
  ])('says what is wrong with a file that holds %j', async (content, said) => {
    const { code, err, out } = await evaluate(content)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(said)
  })
})

describe('policy schema', () => {
  it('prints what a policy is made of', async () => {
    const schema = JSON.parse((await lembur(['policy', 'schema'])).out)
    expect(schema).toMatchObject({ type: 'object', properties: { days: {}, caps: {}, rounding: {} } })
  })
})
