import type { PolicyPatch } from '@lembur/contracts/policy'
import { describe, expect, it } from 'vitest'
import { answerCase } from './cases/answer.ts'
import file from './cases/overtime-law-cases.json' with { type: 'json' }
import { compile } from './compile.ts'
import { evaluate } from './evaluate.ts'
import { mergePatch, resolveLayer } from './layers.ts'
import { packOf } from './packs.ts'
import { type Fault, PolicyProblem } from './problem.ts'

const [sound] = file.cases

/** The faults of a sound case into which something was put. */
function faultsOf(changed: { policy?: object; input?: object }): [path: string, code: string][] {
  const answer = answerCase({ ...sound, policy: { ...sound?.policy, ...changed.policy }, input: { ...sound?.input, ...changed.input } })
  return 'error' in answer ? answer.error.fields.map(({ path, code }) => [path, code]) : []
}
const at = (start: string, end: string) => ({ start: `2026-07-08T${start}`, end: `2026-07-08T${end}` })

describe('a case that is not right names its field', () => {
  it.each<[string, { policy?: object; input?: object }, [string, string]]>([
    ['an end before its start', { input: { intervals: [at('20:00', '08:00')] } }, ['input.intervals.0.end', 'evaluation.reversed']],
    ['no length', { input: { intervals: [at('08:00', '08:00')], breaks: [] } }, ['input.intervals.0.end', 'evaluation.reversed']],
    [
      'an overlap',
      { input: { intervals: [at('08:00', '12:00'), at('11:00', '15:00')], breaks: [] } },
      ['input.intervals.1.start', 'evaluation.overlap'],
    ],
    [
      'a day of 25 hours',
      { input: { intervals: [{ start: '2026-07-08T08:00', end: '2026-07-09T09:00' }], breaks: [] } },
      ['input.intervals.0.end', 'evaluation.too_long'],
    ],
    ['a break outside', { input: { breaks: [at('21:00', '22:00')] } }, ['input.breaks.0.start', 'evaluation.break_outside']],
    [
      'two breaks at once',
      { input: { breaks: [at('12:00', '13:00'), at('12:30', '13:30')] } },
      ['input.breaks.1.start', 'evaluation.overlap'],
    ],
    [
      'a date that does not exist',
      { input: { intervals: [{ start: '2026-02-30T08:00', end: '2026-03-01T09:00' }] } },
      ['input.intervals.0.start', 'time.invalid'],
    ],
    ['a time that does not exist', { input: { intervals: [at('08:61', '12:00')] } }, ['input.intervals.0.start', 'time.invalid']],
    ['less than nothing', { input: { weekOvertimeBefore: -1 } }, ['input.weekOvertimeBefore', 'evaluation.negative']],
    ['a negative wage', { input: { monthlyWage: -5 } }, ['input.monthlyWage', 'evaluation.negative']],
    ['a negative parameter', { policy: { dailyOtCapHours: -4 } }, ['policy.dailyOtCapHours', 'evaluation.negative']],
    ['an unknown pack', { policy: { pack: 'XX' } }, ['policy.pack', 'policy.unknown_pack']],
    ['an unknown version', { policy: { version: 'PP99' } }, ['policy.version', 'policy.unknown_version']],
    ['an unknown parameter', { policy: { dailyOtCapHour: 4 } }, ['policy.dailyOtCapHour', 'policy.unknown_parameter']],
    ['an unknown zone', { input: { tz: 'Asia/Batam' } }, ['input.tz', 'evaluation.time_zone']],
    ['an unknown kind of day', { input: { dayType: 'birthday' } }, ['input.dayType', 'policy.unknown_day']],
    [
      'months with one left out',
      { input: { months: ['2026-01', '2026-03'], overtimePlusHoliday: [1, 2] } },
      ['input.months.1', 'evaluation.gap'],
    ],
    [
      'a month without hours',
      { input: { months: ['2026-01', '2026-02'], overtimePlusHoliday: [1] } },
      ['input.overtimePlusHoliday.1', 'evaluation.gap'],
    ],
    ['a week of 169 hours', { input: { weekHours: 169 } }, ['input.weekHours', 'evaluation.too_long']],
  ])('%s', (_name, changed, fault) => {
    expect(faultsOf(changed)).toContainEqual(fault)
  })

  it('two faults are both named', () => {
    expect(faultsOf({ input: { intervals: [at('20:00', '08:00')], breaks: [at('13:00', '12:00')] } })).toHaveLength(2)
  })
})

const faults = (run: () => unknown): Fault[] => {
  try {
    run()
  } catch (error) {
    if (error instanceof PolicyProblem) return error.problems
    throw error
  }
  return []
}
const patched = (patch: Record<string, unknown>) => compile(resolveLayer({ extends: { pack: 'ID' }, patch }, '2026-07-08'))

describe('a policy that is not right names the path of its fault', () => {
  it.each<[string, Record<string, unknown>, Fault]>([
    [
      'a limit below nothing',
      { caps: { 'ID.OT_DAY_CAP': { limit: -1 } } },
      { path: 'patch.caps.ID.OT_DAY_CAP.limit', code: 'policy.minutes' },
    ],
    [
      'a rate that is no number',
      { days: { workday: { ladder: [{ minutes: null, label: 'x', rate: '1,5', class: 'overtime' }] } } },
      { path: 'patch.days.workday.ladder.0.rate', code: 'policy.fraction' },
    ],
    ['a rule with a field nobody knows', { caps: { MINE: { limits: 3 } } }, { path: 'patch.caps.MINE.limits', code: 'field.invalid' }],
    [
      'a formula that cannot be read',
      { wages: [{ gives: 'hourly', formula: 'M/(173' }] },
      { path: 'wages.0.formula', code: 'policy.formula' },
    ],
    ['a source that is not there', { norm: { source: 'nowhere' } }, { path: 'norm.source', code: 'policy.unknown_source' }],
    ['a kind of day that is not there', { plantDays: { sunday: 'sabbath' } }, { path: 'plantDays.sunday', code: 'policy.unknown_day' }],
    ['no workday', { days: { workday: null } }, { path: 'days.workday', code: 'policy.no_workday' }],
  ])('%s', (_name, patch, fault) => {
    expect(faults(() => patched(patch))).toContainEqual(fault)
  })

  it('layers that lead back to themselves', () => {
    const layers = { a: { extends: { policy: 'b' }, patch: {} }, b: { extends: { policy: 'A' }, patch: {} } }
    const lookup = (name: string) => layers[name.toLowerCase() as keyof typeof layers] ?? null
    expect(faults(() => resolveLayer(layers.a, '2026-07-08', lookup))).toEqual([{ path: 'extends.policy', code: 'policy.circular_layers' }])
  })

  it('a layer on nothing', () => {
    expect(faults(() => resolveLayer({ extends: { pack: 'XX' }, patch: {} }, '2026-07-08'))).toEqual([
      { path: 'extends.pack', code: 'policy.unknown_pack' },
    ])
    expect(faults(() => resolveLayer({ extends: { policy: 'x' }, patch: {} }, '2026-07-08'))).toEqual([
      { path: 'extends.policy', code: 'policy.unknown_pack' },
    ])
  })
})

describe('a layer', () => {
  it('changes one rule and leaves the others, takes one away by null, and keeps a null that is a value', () => {
    const base = packOf('ID', undefined, '2026-07-08')
    const { document } = patched({ caps: { 'ID.OT_DAY_CAP': { limit: 180 }, 'ID.OT_WEEK_CAP': null }, norm: { weekMinutes: null } })
    expect(document.caps['ID.OT_DAY_CAP']).toEqual({ ...base.caps['ID.OT_DAY_CAP'], limit: 180 })
    expect(document.caps).not.toHaveProperty(['ID.OT_WEEK_CAP'])
    expect(document.norm).toEqual({ ...base.norm, weekMinutes: null })
  })

  it('never reaches what every object is made of', () => {
    expect(faults(() => mergePatch({}, JSON.parse('{"__proto__": {"rich": true}}')))).toEqual([
      { path: '__proto__', code: 'input.forbidden_key' },
    ])
  })

  const cap = { window: 'day', counts: ['overtime'], limit: 60, severity: 'violation' }
  it.each<[string, PolicyPatch, path: string]>([
    ['a rule', { caps: { toString: cap } }, 'patch.caps.toString'],
    ['a fact', { facts: { valueOf: true } }, 'patch.facts.valueOf'],
    ['a source', { caps: { LINE: { ...cap, source: 'constructor' } } }, 'patch.caps.LINE.source'],
  ])('gives nothing the name that every object answers to: %s', (_, patch, path) => {
    expect(faults(() => patched(patch)).map((fault) => fault.path)).toEqual([path])
  })

  it.each([1e300, 1e9, 1e-7, Number.NaN])('has no fact that arithmetic could not take as it is written: %s', (factor) => {
    expect(faults(() => patched({ facts: { factor } })).map(({ path }) => path)).toEqual(['patch.facts.factor'])
    expect(patched({ facts: { factor: -0.000001 } }).document.facts).toMatchObject({ factor: -0.000001 })
  })

  it('has no more of a sort than is looked through for every hour of everybody', () => {
    const many = <Value>(value: Value) => Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, value]))
    const premium = { value: '1', suffix: '', when: many(false) }
    const day = packOf('ID', undefined, '2026-07-08').days.workday
    const tooMany = (path: string) => [{ path, code: 'policy.too_many_rules' }]
    expect(faults(() => patched({ premiums: { A: premium } }))).toEqual(tooMany('patch.premiums.A.when'))
    expect(faults(() => patched({ facts: many(true) }))).toEqual(tooMany('patch.facts'))
    expect(faults(() => patched({ days: many(day) }))).toEqual(tooMany('patch.days'))
  })

  it('follows the pack through its versions', () => {
    const layer = { extends: { pack: 'ID' }, patch: {} }
    expect([resolveLayer(layer, '2021-02-01').version, resolveLayer(layer, '2021-02-02').version]).toEqual(['KEP102-2004', 'PP35-2021'])
  })
})

it('a wage that does not lead to an hourly one is asked for', () => {
  const policy = compile(packOf('SG', undefined, '2026-07-08'))
  const input = {
    timeZone: 'Asia/Singapore',
    day: 'workday',
    calendar: {},
    intervals: [at('08:00', '20:00')],
    breaks: [],
    facts: {},
    before: {},
    periodStartDay: 1,
  }
  expect(faults(() => evaluate(policy, { ...input, wage: { parts: { bonus: '5' } } }))).toEqual([
    { path: 'wage', code: 'policy.wage_missing' },
  ])
})

it.each(['0-M', 'M/(daysPerWeek-5)'])('a wage of %s is none', (formula) => {
  const policy = patched({ wages: [{ gives: 'hourly', formula }] })
  const input = {
    timeZone: 'Asia/Jakarta',
    day: 'workday',
    calendar: {},
    intervals: [at('08:00', '20:00')],
    breaks: [],
    facts: { daysPerWeek: 5 },
    before: {},
    periodStartDay: 1,
  }
  expect(faults(() => evaluate(policy, { ...input, wage: { monthly: '5000000' } }))).toEqual([{ path: 'wage', code: 'policy.formula' }])
})
