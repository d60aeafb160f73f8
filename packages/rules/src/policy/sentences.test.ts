import { describe, expect, it } from 'vitest'
import { packDocuments, packOf } from './packs.ts'
import { sentencesOf } from './sentences.ts'

/** Follows `caps.ID.OT_DAY_CAP` and `days.workday.ladder.0`: keys may hold points themselves. */
function reach(value: unknown, path: string): boolean {
  if (path === '') return value !== undefined
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, inner]) => path === key || (path.startsWith(`${key}.`) && reach(inner, path.slice(key.length + 1))),
  )
}

describe('the sentences of a policy', () => {
  it.each(packDocuments().map((document) => [`${document.pack} ${document.version}`, document] as const))(
    'of %s stand for places in it, one each',
    (_name, document) => {
      const sentences = sentencesOf(document)
      for (const { path } of sentences) expect.soft(reach(document, path), path).toBe(true)
      expect(new Set(sentences.map(({ code, path }) => `${code} ${path}`)).size).toBe(sentences.length)
    },
  )

  it('say what Indonesia pays for a workday, with the article and how sure that is', () => {
    const workday = sentencesOf(packOf('ID', 'PP35-2021', '2026-06-11')).filter(({ path }) => path.startsWith('days.workday.ladder'))
    expect(
      workday.map(({ code, values, source }) => [
        code,
        values.rate,
        values.minutes,
        values.fromMinutes,
        source?.article,
        source?.confidence,
      ]),
    ).toEqual([
      ['step', '3/2', 60, 0, 'PP 35/2021 art. 31(1)', 'A'],
      ['step_rest', '2', null, 60, 'PP 35/2021 art. 31(1)', 'A'],
    ])
  })
})
