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
  type Reach,
  reachOf,
  ruleViolation,
} from '../kernel/index.ts'
import { fileReach, rowColumns, rowJoins, type StoredRow } from './row.ts'

/** A stored request with what only writers need: the override, and who is told of a decision. */
export type OvertimeRequest = StoredRow & { kindOverrideReason: string | null; filedById: string | null; decidedById: string | null }

/**
 * The requests an actor may see, as a condition on the alias `request`: those he may read, and those that an override lets him
 * file or decide, which he could not do blindly.
 */
export function visibleTo(ctx: Ctx, sql: Tx['sql']): Fragment {
  const { actor } = ctx
  assertMay(actor, 'overtime.read')
  return within(
    ctx,
    sql,
    seeingRequests.map((permission) => reachOf(actor, permission)),
  )
}

/** The requests an actor decides by his reach, whatever their state, his own among them; as a condition on `request`. */
export const decidableBy = (ctx: Ctx, sql: Tx['sql']): Fragment => within(ctx, sql, [assertMay(ctx.actor, 'overtime.decide')])

function within({ actor }: Ctx, sql: Tx['sql'], reaches: (Reach | null)[]): Fragment {
  const bounded: Exclude<Reach, { everywhere: true }>[] = []
  for (const reach of reaches) {
    if (reach?.everywhere) return sql`true`
    if (reach) bounded.push(reach)
  }
  // Each condition once, and one `=` a department: the planner then knows the order of the rest of the index.
  const departments = new Set(bounded.flatMap((reach) => reach.departments))
  const parts = [...departments].map((id) => sql`request.department_id = ${id}`)
  if (actor.employeeId && bounded.some(({ own }) => own)) parts.push(sql`request.employee_id = ${actor.employeeId}`)
  return parts.length === 0 ? sql`false` : sql`(${parts.reduce((all, part) => sql`${all} or ${part}`)})`
}

async function find(ctx: Ctx, { sql }: Tx, id: string, lock: boolean): Promise<OvertimeRequest> {
  const [row] = await sql<OvertimeRequest[]>`
    select ${rowColumns(sql)}, request.kind_override_reason as "kindOverrideReason", request.filed_by_id as "filedById", request.decided_by_id as "decidedById"
    from overtime_request request ${rowJoins(sql)}
    where request.id = ${id} and ${visibleTo(ctx, sql)} ${lock ? sql`for no key update of request` : sql``}`
  if (!row) throw notFound('overtime')
  return row
}

export const loadForReading = async (ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'read'>> =>
  proven('read', await find(ctx, tx, id, false))

/** Locks a request that the actor may change or withdraw: a pending one within his reach. */
export async function loadForChange(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'change'>> {
  const row = await findFor(ctx, tx, 'overtime.update', id)
  if (row.status !== 'pending') throw ruleViolation('overtime.not_pending', { status: row.status })
  return proven('change', row)
}

/** Locks a request that the actor may delete: a pending one, any other only for who decides everywhere. */
export async function loadForRemoval(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'remove'>> {
  const row = await findFor(ctx, tx, 'overtime.delete', id)
  if (row.status !== 'pending' && !reachOf(ctx.actor, 'overtime.decide')?.everywhere)
    throw ruleViolation('overtime.not_pending', { status: row.status })
  return proven('remove', row)
}

async function findFor(ctx: Ctx, tx: Tx, permission: Permission, id: string): Promise<OvertimeRequest> {
  const reach = assertMay(ctx.actor, permission)
  const row = await find(ctx, tx, id, true)
  if (!covers(reach, ctx.actor, row)) throw forbidden(permission)
  return row
}

/** Locks a request that the actor may decide: within his reach, and not his own. */
export async function loadForDecision(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<OvertimeRequest, 'decide'>> {
  const row = await findFor(ctx, tx, 'overtime.decide', id)
  if (row.employeeId === ctx.actor.employeeId) throw ruleViolation('overtime.own_request')
  return proven('decide', row)
}

/** Refuses to file for an employee beyond the actor's reach. */
export function assertMayFileFor(ctx: Ctx, row: { employeeId: string; departmentId: string | null }): void {
  const reach = fileReach(ctx.actor, ctx.plant)
  if (!reach || !covers(reach, ctx.actor, row)) throw forbidden('overtime.create')
}
