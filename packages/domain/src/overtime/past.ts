import type { Tx } from '@lembur/db'
import { addDays, dayOf } from '@lembur/rules/dates'
import type { CompiledPolicy } from '@lembur/rules/policy/compile'
import { monthBefore, windowOf } from '@lembur/rules/policy/windows'
import type { Ctx } from '../kernel/index.ts'
import type { BookedPolicy, PolicyBook } from '../policy/index.ts'
import { type DaySum, type Known, knownAround, sumsWithin } from './limits.ts'
import { unlessBroken } from './unless-broken.ts'

type Case = { employeeId: string; departmentId: string | null; workDate: string; periodStartDay: number | null }

/** The dates that a policy looks at for work on a date: whose minutes its caps, averages and premiums add up, or that may be days in a row. */
export function countedFor({ document }: CompiledPolicy, date: string, periodStartDay: number): Known {
  const { weekStartsOn } = document.norm
  const around = { weekStartsOn, periodStartDay }
  const week = windowOf('week', dayOf(date), around)
  const caps = Object.values(document.caps).map(({ window }) => windowOf(window, dayOf(date), around))
  const averages = Object.values(document.averages).flatMap(({ unit, windows }) =>
    windows.map((count) => ({ from: unit === 'week' ? addDays(week.from, -7 * (count - 1)) : monthsBack(date, count), to: week.to })),
  )
  const premiums = Object.values(document.premiums).some(({ monthOver }) => monthOver) ? [windowOf('month', dayOf(date), around)] : []
  const rows = Object.values(document.consecutiveDays).map(({ days }) => ({ from: addDays(date, -days), to: addDays(date, days) }))
  const all = [week, ...caps, ...averages, ...premiums, ...rows]
  return {
    start: all.map(({ from }) => from).sort()[0]!,
    end: all
      .map(({ to }) => to)
      .sort()
      .at(-1)!,
  }
}

/** First day of the first of so many months, the last being that of the date. */
const monthsBack = (date: string, count: number): string =>
  `${monthBefore(Number(date.slice(0, 4)), Number(date.slice(5, 7)), count - 1)}-01`

/** Sums that have been read around some dates, by `daySums`. */
export type Read = { sums: DaySum[]; employeeIds: string[]; first: string; last: string; exceptId?: string | null }

/**
 * Sums that reach as far as the policies of these requests look: those read already, or, where one has a cap of a quarter, a year
 * or an average of many weeks, those of all its dates. No policy with such: nothing is asked.
 */
export async function farEnough(ctx: Ctx, tx: Tx, read: Read, book: PolicyBook, cases: readonly Case[]): Promise<DaySum[]> {
  const known = knownAround(read.first, read.last)
  let { start, end } = known
  for (const of of cases) {
    const policy = policyOf(book, of)?.policy
    if (!policy) continue
    const needed = countedFor(policy, of.workDate, of.periodStartDay ?? ctx.plant.periodStartDay)
    if (needed.start < start) start = needed.start
    if (needed.end > end) end = needed.end
  }
  if (start === known.start && end === known.end) return read.sums
  return sumsWithin(tx, read.employeeIds, { start, end }, read.exceptId ?? null)
}

/** The policy of a request; null where it does not fit any more what it lies on. */
export const policyOf = (book: PolicyBook, of: Pick<Case, 'employeeId' | 'departmentId' | 'workDate'>): BookedPolicy | null =>
  unlessBroken(() => book.of(of))
