import type { PeriodName } from '@lembur/contracts/period-state'
import type { Tx } from '@lembur/db'
import { periodOfMonth } from '@lembur/rules/period'
import type { Ctx } from '../kernel/index.ts'

/** The days on which the cycles of the people here begin, the plant's first. Started, not awaited: it joins a flight. */
export const cycles = ({ plant }: Ctx, { sql }: Tx): Promise<number[]> =>
  sql<{ day: number }[]>`
    select distinct period_start_day as day from employee where period_start_day is not null and is_enabled`.then((rows) => [
    ...new Set([plant.periodStartDay, ...rows.map(({ day }) => day)]),
  ])

/** The last day of the last of these cycles' periods of a month: nobody's is over before. */
export const lastDayOf = ({ year, month }: PeriodName, startDays: number[]): string =>
  startDays
    .map((day) => periodOfMonth(year, month, day).end)
    .toSorted()
    .at(-1) ?? periodOfMonth(year, month).end

/** The first and the last day that a period of that month can have, whatever the cycle; of a year, with its months. */
export const widest = (first: PeriodName, last: PeriodName = first): { from: string; to: string } => ({
  from: periodOfMonth(first.year, first.month, 2).start,
  to: periodOfMonth(last.year, last.month, 1).end,
})
