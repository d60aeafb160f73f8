import type { DayKind } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { dayKind, type HolidayRule, holidayOn } from '@lembur/rules/day-kind'

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
