import type { OvertimeForecast } from '@lembur/contracts/forecast'
import type { ForecastOvertime } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { periodOf } from '@lembur/rules/period'
import { assertMay, type Ctx, covers, forbidden, notFound, reachOf, read } from '../kernel/index.ts'
import { policyBook } from '../policy/index.ts'
import { visibleTo } from './access.ts'
import { clashing } from './clash.ts'
import { dayOf, holidayRules } from './day.ts'
import { judged } from './judged.ts'
import { judgementOf } from './judgement.ts'
import { rulesOf } from './ladder.ts'
import { daySums, forecastLines, limitRules, linesOn } from './limits.ts'
import { farEnough } from './past.ts'
import { fileReach, presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'
import { computeShift, placed } from './shift.ts'
import { workAround } from './work.ts'

/**
 * Where a draft would stand: hours, kind of day, limits with the draft included, what the policy of its date makes of it, the
 * request in its way, and the others of that day. Nothing is stored. For those who may file for or read this employee; times may still be missing.
 */
export async function forecastOvertime(ctx: Ctx, input: ForecastOvertime): Promise<OvertimeForecast> {
  const { timeStart, timeEnd } = input
  const shift = timeStart && timeEnd ? computeShift(ctx, input.workDate, timeStart, timeEnd, input.breaks) : null
  return read(ctx, async (tx) => {
    const { sql } = tx
    const { employeeId, workDate, exceptId = null } = input
    const [[employee], rules, sums, holidays, sameDay, clash, book, work] = await Promise.all([
      sql<{ departmentId: string | null; periodStartDay: number | null }[]>`
        select department_id as "departmentId", period_start_day as "periodStartDay" from employee where id = ${employeeId}`,
      limitRules(tx),
      daySums(tx, [employeeId], workDate, workDate, exceptId),
      holidayRules(tx),
      sql<StoredRow[]>`
        select ${rowColumns(sql)} from overtime_request request ${rowJoins(sql)}
        where request.employee_id = ${employeeId} and request.work_date = ${workDate} and request.id is distinct from ${exceptId}
          and ${visibleTo(ctx, sql)}
        order by request.start_minute limit 50`,
      shift && clashing(tx, employeeId, workDate, shift, exceptId),
      policyBook(tx, { to: workDate, employeeId }),
      shift ? workAround(tx, [employeeId], workDate, workDate, exceptId) : [],
    ])
    if (!employee) throw notFound('employee')
    assertMaySee(ctx, { employeeId, departmentId: employee.departmentId })
    const day = dayOf(workDate, holidays)
    const minutes = shift?.minutes ?? 0
    const of = { ...employee, employeeId, workDate, kind: day.kind }
    const limits = forecastLines(ctx, rules, sums, of, minutes)
    const draft = shift && { ...of, id: exceptId ?? newId(), ...placed(shift) }
    const far = await farEnough(ctx, tx, { sums, employeeIds: [employeeId], first: workDate, last: workDate, exceptId }, book, [of])
    const verdict = draft && judged(ctx, { book, holidays, sums: far, work }, draft)
    return {
      ...judgementOf(verdict, workDate, limits, linesOn(ctx, rules, sums, holidays, of, minutes)),
      rules: verdict && rulesOf(verdict),
      ...day,
      minutes,
      breakMinutes: shift?.breakMinutes ?? 0,
      period: periodOf(workDate, employee.periodStartDay ?? ctx.plant.periodStartDay),
      limits,
      clash,
      sameDay: sameDay.map(presenter(ctx.actor)),
    }
  })
}

/** A person's sums are for those who file for him or read his requests. */
export function assertMaySee(ctx: Ctx, row: { employeeId: string; departmentId: string | null }): void {
  const reading = assertMay(ctx.actor, 'overtime.read')
  const filing = fileReach(ctx.actor, ctx.plant)
  const deciding = reachOf(ctx.actor, 'overtime.decide')
  const may = [reading, filing, deciding].some((reach) => reach !== null && covers(reach, ctx.actor, row))
  if (!may) throw forbidden('overtime.read')
}
