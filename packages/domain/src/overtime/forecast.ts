import type { ForecastOvertime, OvertimeForecast } from '@lembur/contracts/overtime'
import { periodOf } from '@lembur/rules/period'
import { assertMay, type Ctx, covers, forbidden, notFound, reachOf, read } from '../kernel/index.ts'
import { visibleTo } from './access.ts'
import { clashing } from './clash.ts'
import { dayOf, holidayRules } from './day.ts'
import { daySums, forecastLines, limitRules } from './limits.ts'
import { fileReach, presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'
import { computeShift } from './shift.ts'

/**
 * Where a draft would stand: hours, kind of day, limits with the draft included, the request in its way, and the others
 * of that day. Nothing is stored. For those who may file for or read this employee; times may still be missing.
 */
export async function forecastOvertime(ctx: Ctx, input: ForecastOvertime): Promise<OvertimeForecast> {
  const { timeStart, timeEnd } = input
  const shift = timeStart && timeEnd ? computeShift(ctx, input.workDate, timeStart, timeEnd, input.breaks) : null
  return read(ctx, async (tx) => {
    const { sql } = tx
    const [[employee], rules, sums, holidays, sameDay, clash] = await Promise.all([
      sql<{ departmentId: string | null; periodStartDay: number | null }[]>`
        select department_id as "departmentId", period_start_day as "periodStartDay" from employee where id = ${input.employeeId}`,
      limitRules(tx),
      daySums(tx, [input.employeeId], input.workDate, input.workDate, input.exceptId ?? null),
      holidayRules(tx, input.workDate),
      sql<StoredRow[]>`
        select ${rowColumns(sql)} from overtime_request request ${rowJoins(sql)}
        where request.employee_id = ${input.employeeId} and request.work_date = ${input.workDate} and request.id is distinct from ${input.exceptId ?? null}
          and ${visibleTo(ctx, sql)}
        order by request.start_minute limit 50`,
      shift && clashing(tx, input.employeeId, input.workDate, shift, input.exceptId ?? null),
    ])
    if (!employee) throw notFound('employee')
    assertMaySee(ctx, { employeeId: input.employeeId, departmentId: employee.departmentId })
    const day = dayOf(input.workDate, holidays)
    const period = periodOf(input.workDate, employee.periodStartDay ?? ctx.plant.periodStartDay)
    return {
      ...day,
      minutes: shift?.minutes ?? 0,
      breakMinutes: shift?.breakMinutes ?? 0,
      period,
      limits: forecastLines(
        ctx,
        rules,
        sums,
        { ...employee, employeeId: input.employeeId, workDate: input.workDate, kind: day.kind },
        shift?.minutes ?? 0,
      ),
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
