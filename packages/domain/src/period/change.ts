import type { ChangePeriod, PeriodRow } from '@lembur/contracts/closing'
import type { PeriodName } from '@lembur/contracts/period-state'
import { newId, type Tx } from '@lembur/db'
import { requestNumber } from '@lembur/rules/numbers'
import { assertMay, assertVersion, type Ctx, field, invalid, ruleViolation, todayIn, write } from '../kernel/index.ts'
import { periodIndex } from './columns.ts'
import { cycles, lastDayOf, widest } from './cycles.ts'
import { holdPeriodsAlone } from './guard.ts'
import { getPeriod } from './list.ts'
import { mayBecome } from './states.ts'
import { storedPeriods, untouched } from './stored.ts'

/**
 * Closes, locks or processes a period, or opens a closed one again with a reason. It waits for whoever is filing or deciding,
 * and they for it: nothing slips into a period behind its lock. Errors: `period.transition`, `period.not_over` (with the day),
 * `period.pending` (how many wait, and the first numbers), `overtime.reason_required`, `conflict.version`, `permission.denied`.
 */
export async function changePeriod(ctx: Ctx, { to, reason, version, ...name }: ChangePeriod): Promise<PeriodRow> {
  assertMay(ctx.actor, 'period.update')
  if (to === 'open' && !reason) throw invalid([field('reason', 'overtime.reason_required')])
  await write(ctx, 'period.change', async (tx) => {
    const [, [stored]] = await Promise.all([holdPeriodsAlone(ctx, tx), storedPeriods(tx, name)])
    const before = stored ?? untouched(name)
    assertVersion(before, version)
    if (!mayBecome(before.state, to)) throw ruleViolation('period.transition', { ...name, from: before.state, to })
    if (to === 'closed') await assertOver(ctx, tx, name)
    if (to === 'locked') await assertNothingWaits(tx, name)
    const id = before.id ?? newId()
    const after = { ...before, id, state: to, reason: to === 'open' ? (reason ?? null) : null, version: before.version + 1 }
    const { organizationId, userId } = ctx.actor
    tx.last(tx.sql`
      insert into overtime_period (organization_id, id, year, month, state, changed_by_id, changed_at, reason, version, created_at, updated_at)
      values (${organizationId}, ${id}, ${name.year}, ${name.month}, ${to}, ${userId}, ${ctx.now}, ${after.reason}, ${after.version}, ${ctx.now}, ${ctx.now})
      on conflict (organization_id, id) do update set state = excluded.state, changed_by_id = excluded.changed_by_id,
        changed_at = excluded.changed_at, reason = excluded.reason, version = excluded.version, updated_at = excluded.updated_at`)
    tx.announce({ topic: 'period', action: to, subjectId: id })
    const label = `${name.year}-${String(name.month).padStart(2, '0')}`
    return { subject: { type: 'period', id, label }, before: stored ?? null, after: { ...name, state: to, reason: after.reason } }
  })
  return getPeriod(ctx, name)
}

/** A period is over with the last day of the last cycle: those whose cycle is longer would else be shut out of days to come. */
async function assertOver(ctx: Ctx, tx: Tx, name: PeriodName): Promise<void> {
  const lastDay = lastDayOf(name, await cycles(ctx, tx))
  if (todayIn(ctx) < lastDay) throw ruleViolation('period.not_over', { ...name, lastDay })
}

/** How many numbers of waiting requests are named. */
const named = 5

async function assertNothingWaits({ sql }: Tx, { year, month }: PeriodName): Promise<void> {
  const { from, to } = widest({ year, month })
  const waiting = await sql<{ numberYear: number; number: number; count: number }[]>`
    select request.number_year as "numberYear", request.number, count(*) over ()::int as count
    from overtime_request request join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
    where request.status = 'pending' and request.work_date between ${from} and ${to}
      and ${periodIndex(sql, sql`request.work_date`)} = ${year * 12 + month}
    order by request.work_date, request.id limit ${named}`
  const [first] = waiting
  if (!first) return
  const numbers = waiting.map((request) => requestNumber(request.numberYear, request.number))
  throw ruleViolation('period.pending', { year, month, count: first.count, numbers })
}
