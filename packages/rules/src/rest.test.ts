import type { DayKind } from '@lembur/contracts/overtime'
import { describe, expect, it } from 'vitest'
import { dayKind } from './day-kind.ts'
import { type DatedSpan, restAround } from './rest.ts'

const shift = { start: 450, end: 1020 }
const plant = { shift, timeZone: 'Asia/Jakarta', kindOf: (date: string): DayKind => dayKind(date, []) }
const at = (workDate: string, from: number, to: number): DatedSpan => ({ workDate, start: from * 60, end: to * 60 })
const rest = (of: DatedSpan, others: DatedSpan[] = [], where = plant) => restAround(of, others, where)

describe('rest around overtime', () => {
  it('is from the evening before to the morning of the date, since its shift and its overtime are one day’s work', () => {
    expect(rest(at('2026-06-11', 17, 20)).before).toBe(14.5 * 60)
  })
  it('is shorter after overtime of the day before, past midnight too', () => {
    expect(rest(at('2026-06-11', 17, 20), [at('2026-06-10', 20, 26)]).before).toBe(5.5 * 60)
  })
  it('begins earlier where the date’s overtime comes before its shift', () => {
    expect(rest(at('2026-06-11', 5, 7)).before).toBe(12 * 60)
  })
  it('until the next shift leaves out the weekend', () => {
    expect(rest(at('2026-06-11', 18, 23)).after).toBe(8.5 * 60)
    expect(rest(at('2026-06-12', 18, 23)).after).toBe(56.5 * 60)
  })
  it('until the next shift ends with overtime before it', () => {
    expect(rest(at('2026-06-12', 18, 23), [at('2026-06-13', 8, 12)]).after).toBe(9 * 60)
  })
  it('is none between the works of one date', () => {
    expect(rest(at('2026-06-11', 5, 7)).after).toBeNull()
    expect(rest(at('2026-06-13', 8, 12), [at('2026-06-13', 13, 15)]).after).toBeNull()
  })
  it('is nothing where the next date’s work begins before the end', () => {
    expect(rest(at('2026-06-11', 20, 32)).after).toBe(0)
  })
  it('counts real minutes where the clock is changed in between', () => {
    const where = { ...plant, timeZone: 'Europe/Berlin' }
    // The clocks go forward in the night to 29 March 2026.
    expect(rest(at('2026-03-28', 18, 23), [at('2026-03-29', 8, 12)], where).after).toBe(8 * 60)
  })
  it('is not known where nobody works within a week', () => {
    expect(rest(at('2026-06-11', 17, 20), [], { ...plant, kindOf: () => 'holiday' })).toEqual({ before: null, after: null })
  })
})
