import type { DayKind } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { dayKind, type HolidayRule, holidayOn } from '@lembur/rules/day-kind'
import type { Ctx } from '../kernel/index.ts'

const calendarOf = ({ actor }: Ctx) => `calendar/${actor.organizationId}`

/**
 * Keeps the holidays as they are until the writer commits: one that reads them for a request's kind of day holds them,
 * beside others; one that changes them waits for those, and they for him. First of all in a transaction, before any row
 * is locked, so that no two wait for each other. Started, not awaited: it joins a flight.
 */
export const holdCalendar = (ctx: Ctx, { sql }: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${calendarOf(ctx)}, 0))`.execute()

/** For who changes the holidays: see `holdCalendar`. */
export const changeCalendar = (ctx: Ctx, { sql }: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${calendarOf(ctx)}, 0))`.execute()

/**
 * The holiday rules, a few dozen in all; with a date those that may fall on it, which is none or one. Started, not
 * awaited: it joins a flight.
 */
export const holidayRules = ({ sql }: Tx, on?: string): Promise<HolidayRule[]> =>
  sql<HolidayRule[]>`
    select date, title, is_recurring as "isRecurring" from holiday
    ${on === undefined ? sql`` : sql`where date = ${on} or (is_recurring and to_char(date, 'MM-DD') = ${on.slice(5)})`}
    order by date, title`.then((rows) => [...rows])

/** What a date is by the calendar, and the holiday's title where it is one. */
export const dayOf = (date: string, holidays: HolidayRule[]): { kind: DayKind; holidayTitle: string | null } => ({
  kind: dayKind(date, holidays),
  holidayTitle: holidayOn(date, holidays)?.title ?? null,
})

const kinds = new WeakMap<readonly HolidayRule[], Map<string, DayKind>>()

/** What dates are by some holidays: each is worked out once, for whoever asks for the days around many requests. */
export function kindsBy(holidays: readonly HolidayRule[]): (date: string) => DayKind {
  const known = kinds.get(holidays) ?? new Map<string, DayKind>()
  kinds.set(holidays, known)
  return (date) => {
    const kind = known.get(date) ?? dayKind(date, holidays)
    known.set(date, kind)
    return kind
  }
}
