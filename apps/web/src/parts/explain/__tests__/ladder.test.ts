import { traceCodes } from '@lembur/contracts/evaluation'
import { packOf, packs } from '@lembur/rules/policy/packs'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeAll, describe, expect, it } from 'vitest'
import { createFormat } from '@/app/format.ts'
import { i18n, showLanguage } from '@/app/i18n.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, serve } from '@/testing/server.ts'
import ExplainedRequest from '../ExplainedRequest.vue'
import { articleWords, obligationWords, violationWord, violationWords } from '../law-words.ts'
import { ratesOf, rungsOf, strengthOf } from '../rungs.ts'
import { traceText } from '../trace-words.ts'
import { anExplanation } from './explanation.ts'

const format = createFormat('en', 'Asia/Jakarta')
beforeAll(() => showLanguage('en'))

describe('the rungs', () => {
  it('go from what was asked for to what counts, and say what it pays as', () => {
    expect(rungsOf(anExplanation(), 'approved', format).map(({ title, value }) => [title, value])).toEqual([
      ['Asked for', '5.00'],
      ['Less breaks', '− 1.00'],
      ['Kind of day', 'Weekday'],
      ['Rule hits', 'pays as 7.50 h'],
      ['Caps', 'warns'],
      ['Counts', '4.00 h'],
    ])
  })

  it('draw the first hour lighter than what pays more, and write each rate as a line', () => {
    const rules = rungsOf(anExplanation(), 'approved', format)[3]
    expect(rules?.band?.tones?.map(({ strength }) => strength)).toEqual([0.45, 1, 1])
    expect(rules?.band?.says).toBe('17:20–18:20 × 1.5, 18:20–19:00 × 2, 20:00–22:20 × 2')
    expect(rules?.lines).toEqual([
      { text: '1st hour × 1.5', figure: '1.50' },
      { text: 'Next 3 h × 2', figure: '6.00' },
    ])
    expect(strengthOf([{ rate: '2' }])('2')).toBe(1)
  })

  it('tell a break that was moved, a day set by hand, and a holiday by its title', () => {
    const { day } = anExplanation()
    const note = (changes: object, at: number) => rungsOf(anExplanation(changes), 'approved', format)[at]?.note
    expect(note({}, 1)).toBe('19:00–20:00, placed by hand. The rule: 21:20–22:20.')
    expect(note({ day: { ...day, kind: 'weekend', overrideReason: 'Swapped day.' } }, 2)).toBe(
      'Set by hand: Swapped day. By the calendar: Weekday.',
    )
    expect(note({ day: { ...day, kind: 'holiday', holidayTitle: '1 Muharram' } }, 2)).toBe('1 Muharram, from the calendar of holidays.')
  })

  it('are amber where a limit only warns, and brick where it blocks or the law is broken', () => {
    const { caps } = anExplanation()
    const state = (changes: Partial<typeof caps>) => rungsOf(anExplanation({ caps: { ...caps, ...changes } }), 'approved', format)[4]?.state
    const over = (severity: 'warn' | 'block') => caps.plant.map((line) => ({ ...line, level: 'over' as const, severity }))
    expect([state({}), state({ plant: over('warn') }), state({ plant: over('block') })]).toEqual(['warn', 'warn', 'bad'])
    expect(state({ plant: [], law: caps.law.map((cap) => ({ ...cap, breached: true })) })).toBe('bad')
    expect(state({ plant: [] })).toBeUndefined()
  })

  it('count nothing of a rejected request', () => {
    expect(rungsOf(anExplanation(), 'rejected', format).at(-1)).toMatchObject({ value: '0.00 h', note: 'Rejected: it does not count.' })
  })

  it('owe what the law owes, in words', () => {
    expect(rungsOf(anExplanation(), 'approved', format)[4]?.note).toBe('A meal is owed.')
    expect(obligationWords('A taxi home')).toBe('Owed: A taxi home.')
  })
})

describe('words of the law', () => {
  it('join the title of a policy and its articles without saying the act twice', () => {
    const source = { article: 'PP 35/2021 art. 31(1)', confidence: 'A' as const, url: null, documentId: null }
    expect(ratesOf('Indonesia: PP 35/2021', [source])).toBe('Indonesia, PP 35/2021 art. 31(1)')
    expect(ratesOf('Our own rules', [source])).toBe('Our own rules, PP 35/2021 art. 31(1)')
  })

  it('name an article as the language does', async () => {
    await showLanguage('zh')
    expect(articleWords('PP 35/2021 art. 26(1)-(2)')).toBe('PP 35/2021 第 26(1)-(2) 条')
    await showLanguage('id')
    expect(articleWords('PP 35/2021 art. 31(1)')).toBe('PP 35/2021 ps. 31(1)')
    await showLanguage('en')
  })

  it('have a sentence for every rule and every obligation of every law there is', () => {
    for (const { pack, version, effectiveFrom } of packs()) {
      const document = packOf(pack, version, effectiveFrom)
      const averages = Object.keys(document.averages).map((code) => ({ code }))
      const law = Object.entries(document.caps).map(([code, { window }]) => ({ code, window }))
      const said = (code: string, unit: 'h' | 'min' | 'd', limit = 10) => {
        const violation = { code, limit, actual: 12, unit, severity: 'violation' as const, article: null, date: null }
        expect(violationWord(violation, { law, averages }), code).not.toContain(code)
        return violationWords(violation, { law, averages }, format)
      }
      for (const code of Object.keys({ ...document.caps, ...document.averages, ...document.rests, ...document.spreads }))
        expect(said(code, 'h')).not.toContain(code)
      for (const code of Object.keys(document.breaks)) expect(said(code, 'min')).not.toContain(code)
      for (const code of Object.keys(document.consecutiveDays)) expect(said(code, 'd')).not.toContain(code)
      for (const code of Object.keys(document.bans)) expect(said(code, 'h', 0)).not.toContain(code)
      for (const { text } of Object.values(document.obligations)) expect(obligationWords(text), text).not.toContain(text)
    }
  })

  it('tell a law’s cap from one of the plant’s own policy, which is not told twice', () => {
    const { caps } = anExplanation()
    const own = caps.law.map((cap) => ({ ...cap, code: 'PLANT.WEEK' }))
    const lines = (law: typeof own, plant = caps.plant) =>
      rungsOf(anExplanation({ caps: { ...caps, law, plant } }), 'approved', format)[4]?.lines?.map(({ text }) => text)
    expect(lines([...caps.law, ...own], [])).toEqual(['Law: Week 15.00 of 18', 'Policy: Week 15.00 of 18'])
    const [line] = caps.plant
    const week = line ? [{ ...line, span: 'week' as const, from: '2026-06-08', to: '2026-06-14', maxMinutes: 1080 }] : []
    expect(lines(own, week)).toEqual(['Week 4.00 of 18'])
  })

  it('have a sentence for every line of a trace, with its figures and its article', () => {
    for (const code of traceCodes) expect(i18n.global.te(`explain.trace.${code}`), code).toBe(true)
    expect(traceText(anExplanation().trace, format)).toBe(
      [
        '1. Judged by Indonesia: PP 35/2021, version PP35-2021.',
        '2. Thu 11 Jun, 0.00 h to 1.00 h: 1.00 h × 1.5 (overtime). [PP 35/2021 art. 31(1)]',
        '3. The day’s hours pay as 7.50 h.',
      ].join('\n'),
    )
  })
})

describe('the ladder of a request', () => {
  const show = (changes: Parameters<typeof anExplanation>[0] = {}) => {
    const explanation = anExplanation(changes)
    serve({ 'overtime.explain': () => explanation })
    return renderPart(ExplainedRequest, { props: { id: explanation.requestId }, me: aReader() })
  }

  it('says by which law and when it was decided, and that it is no payslip', async () => {
    await show()
    expect((await screen.findByText(/Not a payslip/)).textContent?.trim()).toBe(
      'Rates: Indonesia, PP 35/2021 art. 31(1). Version PP35-2021. As decided on today 16:41. Not a payslip.',
    )
    expect(screen.queryByText('Overtime pay')).toBeNull()
  })

  it('writes the address of the law down and opens the plant’s own regulation', async () => {
    const own = {
      article: 'Company regulation 2026, 4.2',
      confidence: 'A' as const,
      url: null,
      documentId: '01890000-0000-7000-8000-0000000000aa',
    }
    const { rules } = anExplanation()
    await show({ rules: { ...rules, bands: rules.bands.map((band, at) => (at === 0 ? band : { ...band, source: own })) } })
    expect((await screen.findByText('https://bisnis.tempo.co/read/1704466')).closest('a')).toBeNull()
    expect(screen.getByRole('link', { name: own.article }).getAttribute('href')).toContain(own.documentId)
  })

  it('shows money only where the answer has some', async () => {
    await show({ money: { scope: 'overtime', hourly: '30971.098266', amount: '232283.24', currency: 'IDR' } })
    expect(await screen.findByText('IDR 232,283.24')).toBeTruthy()
    expect(screen.getByText('IDR 30,971.10 an hour')).toBeTruthy()
  })

  it('shows every line when asked to', async () => {
    await show()
    await fireEvent.click(await screen.findByRole('button', { name: 'Show every line' }))
    expect(within(screen.getByRole('list', { name: 'Every line of the day' })).getAllByRole('listitem')).toHaveLength(3)
  })

  it('lets one choose among the decisions of a request that was decided again', async () => {
    await show({
      kept: [
        { decision: 4, storedAt: '2026-06-11T09:41:00Z' },
        { decision: 2, storedAt: '2026-06-10T09:41:00Z' },
      ],
      decision: 4,
    })
    await fireEvent.update(await screen.findByRole('combobox', { name: 'Decision' }), '2')
    await waitFor(() => expect(asked.at(-1)).toEqual({ path: 'overtime.explain', input: { id: anExplanation().requestId, decision: 2 } }))
  })
})
