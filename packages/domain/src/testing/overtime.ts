import type { SubmitOvertime } from '@lembur/contracts/overtime'
import type { Tx } from '@lembur/db'
import { anEmployee, overtimeRequests } from '@lembur/db/testing'
import type { Ctx } from '../kernel/index.ts'
import { submitOvertime } from '../overtime/index.ts'

type Id = { id: string }

/** A submit as the form sends it: an hour after the shift of a Thursday, unless said otherwise. */
export const aDraft = (employee: Id, project: Id, values: Partial<SubmitOvertime> = {}): SubmitOvertime => ({
  employeeId: employee.id,
  projectId: project.id,
  workDate: '2026-06-11',
  timeStart: '17:20',
  timeEnd: '18:20',
  reason: 'Line 2 ramp',
  detail: 'Rework of the first lot',
  ...values,
})

/** A request filed by the actor as he would file it. */
export const aFiled = async (ctx: Ctx, employee: Id, project: Id, values: Partial<SubmitOvertime> = {}) =>
  (await submitOvertime(ctx, aDraft(employee, project, values))).row

/** Statements in the actor's organisation, past every rule of the domain: for what a test finds already there. */
export const within = <T>({ services, actor }: Ctx, run: (tx: Tx) => Promise<T>): Promise<T> =>
  services.database.transaction({ organizationId: actor.organizationId }, run)

/** A new employee of the actor's organisation, so that a test has his week and period for itself. */
export const somebody = (ctx: Ctx, values: Parameters<typeof anEmployee>[2] = {}) =>
  within(ctx, (tx) => anEmployee(tx, ctx.actor.organizationId, values))

/** Requests that are there, whatever the rules say. */
export const stored = (ctx: Ctx, requests: Parameters<typeof overtimeRequests>[2]) =>
  within(ctx, (tx) => overtimeRequests(tx, ctx.actor.organizationId, requests))

/** How many writers wait for another's lock right now, in the actor's database. */
export async function waiting({ services }: Ctx): Promise<number> {
  const rows = await services.database.global`
    select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`
  return rows.length
}
