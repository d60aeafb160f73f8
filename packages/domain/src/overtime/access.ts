import { type Permission, seeingRequests } from '@lembur/contracts/access'
import type { Fragment, Tx } from '@lembur/db'
import {
  type Authorized,
  assertMay,
  type Ctx,
  covers,
  forbidden,
  notFound,
  proven,
  reachedRequests,
  reachOf,
  ruleViolation,
} from '../kernel/index.ts'
import { assertTakesDecisions, assertTakesRequests, holdPeriods, type InPeriod, inPeriod } from '../period/index.ts'
import { fileReach, rowColumns, rowJoins, type StoredRow } from './row.ts'

/** A stored request with what only writers need: the override, who is told of a decision, and the period it lies in. */
export type OvertimeRequest = StoredRow &
  InPeriod & {
    kindOverrideReason: string | null
    filedById: string | null
    decidedById: string | null
    /** The employee's own cycle; null: the plant's. */
    periodStartDay: number | null
  }

/**
 * The requests an actor may see, as a condition on the alias `request`: those he may read, and those that an override lets him
 * file or decide, which he could not do blindly.
 */
export function visibleTo(ctx: Ctx, sql: Tx['sql']): Fragment {
  const { actor } = ctx
  assertMay(actor, 'overtime.read')
  return reachedRequests(
    actor,
    sql,
    seeingRequests.map((permission) => reachOf(actor, permission)),
  )
}

/** The requests an actor decides by his reach, whatever their state, his own among them; as a condition on `request`. */
export const decidableBy = (ctx: Ctx, sql: Tx['sql']): Fragment =>
  reachedRequests(ctx.actor, sql, [assertMay(ctx.actor, 'overtime.decide')])

async function find(ctx: Ctx, { sql }: Tx, id: string, lock: boolean): Promise<OvertimeRequest> {
  const [row] = await sql<OvertimeRequest[]>`
    select ${rowColumns(sql)}, ${inPeriod(sql)}, employee.period_start_day as "periodStartDay",
      request.kind_override_reason as "kindOverrideReason", request.filed_by_id as "filedById", request.decided_by_id as "decidedById"
    from overtime_request request ${rowJoins(sql)}
    where request.id = ${id} and ${visibleTo(ctx, sql)} ${lock ? sql`for no key update of request` : sql``}`
  if (!row) throw notFound('overtime')
  return row
}

export const loadForReading = async (ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'read'>> =>
  proven('read', await find(ctx, tx, id, false))

/** Locks a request that the actor may change or withdraw: a pending one within his reach, of an open period. */
export async function loadForChange(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'change'>> {
  const row = await findUncorrected(ctx, tx, 'overtime.update', id)
  if (row.status !== 'pending') throw ruleViolation('overtime.not_pending', { status: row.status })
  assertTakesRequests(row)
  return proven('change', row)
}

/** Locks a request that the actor may delete, of an open period: a pending one, any other only for who decides everywhere. */
export async function loadForRemoval(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'remove'>> {
  const row = await findUncorrected(ctx, tx, 'overtime.delete', id)
  if (row.status !== 'pending' && !reachOf(ctx.actor, 'overtime.decide')?.everywhere)
    throw ruleViolation('overtime.not_pending', { status: row.status })
  assertTakesRequests(row)
  return proven('remove', row)
}

/** The periods are held before the row is locked: what is read of them stays so until the commit. */
async function findFor(ctx: Ctx, tx: Tx, permission: Permission, id: string): Promise<OvertimeRequest> {
  const reach = assertMay(ctx.actor, permission)
  const [, row] = await Promise.all([holdPeriods(ctx, tx), find(ctx, tx, id, true)])
  if (!covers(reach, ctx.actor, row)) throw forbidden(permission)
  return row
}

/**
 * A corrected request stays as it was paid: changed as well, its difference would be paid twice. Its own period does not say so for
 * ever, since a new start day of its cycle may take it into an open one. Errors: `period.locked`.
 */
async function findUncorrected(ctx: Ctx, tx: Tx, permission: Permission, id: string): Promise<OvertimeRequest> {
  const correcting = tx.sql`select from overtime_correction where request_id = ${id} limit 1`
  const [row, corrections] = await Promise.all([findFor(ctx, tx, permission, id), correcting])
  const { periodYear: year, periodMonth: month, periodState: state } = row
  if (corrections.length > 0) throw ruleViolation('period.locked', { year, month, state, correction: true })
  return row
}

/** Locks a request that the actor may decide: within his reach, not his own, of a period that is not locked. */
export async function loadForDecision(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'decide'>> {
  const row = await findUncorrected(ctx, tx, 'overtime.decide', id)
  if (row.employeeId === ctx.actor.employeeId) throw ruleViolation('overtime.own_request')
  assertTakesDecisions(row)
  return proven('decide', row)
}

/** Locks a request that the actor may correct: within his reach, and not his own. What its period is, is for the verb to say. */
export async function loadForCorrection(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'correct'>> {
  const row = await findFor(ctx, tx, 'correction.create', id)
  if (row.employeeId === ctx.actor.employeeId) throw ruleViolation('overtime.own_request')
  return proven('correct', row)
}

/** Refuses to file for an employee beyond the actor's reach. */
export function assertMayFileFor(ctx: Ctx, row: { employeeId: string; departmentId: string | null }): void {
  const reach = fileReach(ctx.actor, ctx.plant)
  if (!reach || !covers(reach, ctx.actor, row)) throw forbidden('overtime.create')
}
