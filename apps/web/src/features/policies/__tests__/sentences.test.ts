import { languages } from '@lembur/contracts/identity'
import { packDocuments } from '@lembur/rules/policy/packs'
import { sentencesOf } from '@lembur/rules/policy/sentences'
import { describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { renderPart } from '@/testing/render.ts'
import { marked } from '../composables/sentence-groups.ts'
import { type SentenceWords, useSentenceWords } from '../composables/sentence-words.ts'
import { described } from './server.ts'

async function wordsIn(language: (typeof languages)[number]): Promise<SentenceWords> {
  let words: SentenceWords | undefined
  await renderPart(
    defineComponent({
      setup() {
        words = useSentenceWords().value
        return () => null
      },
    }),
    { language },
  )
  if (!words) throw new Error('The words are there once the component is')
  return words
}

describe('sentences', () => {
  it.each(languages)('has words in %s for every rule of every pack, each value filled in', async (language) => {
    const words = await wordsIn(language)
    const texts = packDocuments().flatMap((document) =>
      sentencesOf(document)
        .filter(({ code }) => !['open_question', 'remark'].includes(code))
        .map((sentence) => ({ rule: `${document.pack} ${sentence.code} ${sentence.path}`, text: words.textOf(sentence, document) })),
    )
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.filter(({ text }) => /policies\.|[{}]|undefined|NaN|\bnull\b/.test(text) || text.trim() === '')).toEqual([])
    // A rule that only says its code has no words.
    expect(texts.filter(({ rule, text }) => text.startsWith(`${rule.split(' ')[1]}:`))).toEqual([])
  })

  it.each(languages)('has words in %s for every kind of day, every class of hours and every fact that a pack names', async (language) => {
    const words = await wordsIn(language)
    const facts = (of: unknown): string[] =>
      typeof of !== 'object' || of === null
        ? []
        : Object.entries(of).flatMap(([key, value]) =>
            key === 'when' && typeof value === 'object' && value !== null ? Object.keys(value) : facts(value),
          )
    const days = packDocuments().flatMap((document) => Object.keys(document.days))
    expect(days.filter((day) => words.word('day', day) === day)).toEqual([])
    const named = packDocuments().flatMap(facts)
    // English calls a few facts what the packs call them.
    expect(named.filter((fact) => words.word('fact', fact) === fact && !['emergency', 'agreement', 'state'].includes(fact))).toEqual([])
  })

  it('writes minutes as hours and rates as they are said: × 1.5, and a third that never ends as × 4/3', async () => {
    const words = await wordsIn('en')
    const textsOf = (pack: string) => {
      const { sentences, document } = described({ extends: { pack }, patch: {} })
      return sentences.map((sentence) => words.textOf(sentence, document))
    }
    expect(textsOf('ID')).toContain('The first 1 h of overtime: × 1.5.')
    expect(textsOf('ID')).toContain('At most 18 h a week, counting overtime.')
    expect(textsOf('ID')).toContain('Monthly wage: D*25. Where working days a week: 6.')
    expect(textsOf('TW')).toContain('The first 2 h of overtime: × 4/3.')
    expect((await wordsIn('id')).rate('3/2')).toBe('× 1,5')
  })

  it('marks what the plant changed, added and took away, with what the pack says in its place', () => {
    const pack = described({ extends: { pack: 'ID' }, patch: {} })
    const own = described({
      extends: { pack: 'ID' },
      patch: {
        caps: {
          'ID.OT_DAY_CAP': { limit: 180 },
          'ID.OT_WEEK_CAP': null,
          'PLANT.CAP_1': { window: 'month', counts: ['overtime'], limit: 3000, severity: 'warning' },
        },
      },
    })
    const marks = marked(own, pack).filter(({ mark }) => mark)
    expect(marks.map(({ mark, sentence, before }) => [mark, sentence.values.id, before?.values.minutes ?? null])).toEqual([
      ['changed', 'ID.OT_DAY_CAP', 240],
      ['added', 'PLANT.CAP_1', null],
      ['removed', 'ID.OT_WEEK_CAP', null],
    ])
    // What the sentence leaves out is a change all the same.
    const renamed = described({ extends: { pack: 'ID' }, patch: { caps: { 'ID.OT_DAY_CAP': { when: { agreement: false } } } } })
    expect(marked(renamed, pack).flatMap(({ mark, sentence }) => (mark ? [`${mark} ${sentence.values.id}`] : []))).toEqual([
      'changed ID.OT_DAY_CAP',
    ])
    expect(marked(own, own).filter(({ mark }) => mark)).toEqual([])
  })
})
