import type { EvaluationInput, Wage } from '@lembur/contracts/evaluation'
import { compile } from '../compile.ts'
import { evaluate } from '../evaluate.ts'
import { packOf } from '../packs.ts'

/** Where the cases of a pack are worked. */
const zones: Record<string, string> = {
  ID: 'Asia/Jakarta',
  TW: 'Asia/Taipei',
  'US-FLSA': 'America/New_York',
  'US-CA': 'America/Los_Angeles',
  'EU-WTD': 'Europe/Paris',
  'DE-ArbZG': 'Europe/Berlin',
  JP: 'Asia/Tokyo',
  SG: 'Asia/Singapore',
  MY: 'Asia/Kuala_Lumpur',
  CN: 'Asia/Shanghai',
  VN: 'Asia/Ho_Chi_Minh',
  PH: 'Asia/Manila',
  'IN-FA1948': 'Asia/Kolkata',
  'IN-OSH2020': 'Asia/Kolkata',
}

/** Work by its days: `{ '2026-07-08': '08:00-20:00 without 12:00-13:00 17:00-17:30' }`; an end before its start is on the next day. */
export type Shifts = Record<string, string>

type Given = Partial<Pick<EvaluationInput, 'day' | 'calendar' | 'facts' | 'before' | 'totals' | 'weekMinutes'>> & { wage?: Wage }

/** What the law alone makes of work, in words that a test can hold beside the arithmetic. */
export type ByLaw = { bands: string[]; pay: string | null; broken: string[]; owed: string[] }

/** Evaluates work under the version of a pack that was in force on its first day, with all its rules. */
export function byLaw(pack: string, shifts: Shifts, given: Given = {}): ByLaw {
  const [date = '2026-07-08'] = Object.keys(shifts)
  const spans = Object.entries(shifts).map(([day, text]) => spansOf(day, text))
  const evaluation = evaluate(compile(packOf(pack, undefined, date)), {
    timeZone: zones[pack] ?? 'UTC',
    day: 'workday',
    calendar: {},
    facts: {},
    before: {},
    periodStartDay: 1,
    intervals: spans.map(({ work }) => work),
    breaks: spans.flatMap(({ breaks }) => breaks),
    ...given,
  })
  const { bands, pay, violations, obligations } = evaluation
  return {
    bands: bands.map(
      ({ label, rate, minutes, flatDays }) => `${label}: ${hours(minutes)} h ${flatDays ? `= ${flatDays} days` : `x ${rate}`}`,
    ),
    pay: pay?.amount ?? null,
    broken: violations.map(({ code, limit, actual, severity }) => `${code} ${limit} < ${actual} ${severity}`),
    owed: obligations,
  }
}

const hours = (minutes: number) => Math.round((minutes / 60) * 100) / 100

function spansOf(day: string, text: string) {
  const [first = '', ...rest] = text.split(/ without | /)
  const begin = first.slice(0, 5)
  // Clock times before the shift's own beginning, and an end that is not past it, are on its second day.
  const at = (clock: string, isEnd: boolean) => `${clock < begin || (isEnd && clock === begin) ? next(day) : day}T${clock}`
  const span = (each: string) => ({ start: at(each.slice(0, 5), false), end: at(each.slice(6), true) })
  return { work: span(first), breaks: rest.map(span) }
}

function next(day: string): string {
  const date = new Date(`${day}T00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}
