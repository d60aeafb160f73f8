import type { Tx } from '@lembur/db'
import type { HolidayRule } from '@lembur/rules/day-kind'
import type { LimitRule } from '@lembur/rules/limits'
import type { Ctx } from '../kernel/index.ts'
import { type PolicyBook, policyBook } from '../policy/index.ts'
import type { OvertimeRequest } from './access.ts'
import { holidayRules } from './day.ts'
import { judged } from './judged.ts'
import type { Kept } from './kept.ts'
import { ladderOf } from './ladder.ts'
import { type DaySum, daySums, forecastLines, limitRules } from './limits.ts'
import { farEnough } from './past.ts'
import { type Work, workAround } from './work.ts'

/** Everything that a decision and its explanation are made of, around one stored request, which is itself left out. */
export type Evidence = { rules: LimitRule[]; sums: DaySum[]; holidays: HolidayRule[]; work: Work[]; book: PolicyBook }

/** Reads the evidence around a request in one flight. Started, not awaited: it joins another. */
export async function evidenceFor(tx: Tx, { id, employeeId, workDate }: OvertimeRequest): Promise<Evidence> {
  const [rules, sums, holidays, work, book] = await Promise.all([
    limitRules(tx),
    daySums(tx, [employeeId], workDate, workDate, id),
    holidayRules(tx),
    workAround(tx, [employeeId], workDate, workDate, id),
    policyBook(tx, { to: workDate, employeeId }),
  ])
  return { rules, sums, holidays, work, book }
}

/** Explains a request by what is known now, as one that counts; null where its policy does not fit any more what it lies on. */
export async function explained(ctx: Ctx, tx: Tx, request: OvertimeRequest, evidence?: Evidence): Promise<Kept | null> {
  const { rules, sums: near, holidays, work, book } = evidence ?? (await evidenceFor(tx, request))
  const { id, employeeId, workDate } = request
  const span = { employeeIds: [employeeId], first: workDate, last: workDate, exceptId: id }
  const sums = await farEnough(ctx, tx, { sums: near, ...span }, book, [request])
  const around = { book, holidays, sums, work }
  const verdict = judged(ctx, around, request, { trace: true })
  if (!verdict) return null
  const plant = forecastLines(ctx, rules, near, request, request.minutes)
  return { ladder: ladderOf(ctx, around, request, verdict, plant), requests: verdict.requests }
}
