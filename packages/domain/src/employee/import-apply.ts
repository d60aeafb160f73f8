import type { Tx } from '@lembur/db'
import { type Ctx, conflict, type Writing } from '../kernel/index.ts'
import { countedDates, holdRequests, moveToDepartment } from '../overtime/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import type { Imported, ImportPlan } from './import-plan.ts'
import { linkMembers } from './link-members.ts'

/**
 * Writes a plan in a handful of statements, however many lines it has, and has requests, users and workbooks follow as
 * single changes would. Throws `conflict.version` where somebody changed an employee since the plan was made.
 */
export async function applyImport(ctx: Ctx, tx: Writing, { created, updated }: ImportPlan): Promise<{ moved: number; linked: number }> {
  const movers = updated.filter(({ before, after }) => before.departmentId !== after.departmentId).map(({ after }) => after.id)
  const shown = updated
    .filter(({ before, after }) => before.name !== after.name || before.excludeFromReports !== after.excludeFromReports)
    .map(({ after }) => after.id)
  if (movers.length > 0) await holdRequests(ctx, tx, movers)
  if (created.length > 0) await insertAll(ctx, tx, created)
  if (updated.length > 0)
    await updateAll(
      ctx,
      tx,
      updated.map(({ after }) => after),
    )
  const linked =
    created.length > 0
      ? await linkMembers(
          ctx,
          tx,
          created.map(({ id }) => id),
        )
      : 0
  const { moved, dates } = movers.length > 0 ? await moveToDepartment(ctx, tx, movers) : { moved: 0, dates: [] }
  const renamed = shown.length > 0 ? await countedDates(tx, { employeeIds: shown }) : []
  rebuildWorkbooks(ctx, tx, [...dates, ...renamed])
  tx.announce({ topic: 'employee', action: 'imported' })
  return { moved, linked }
}

const insertAll = (ctx: Ctx, { sql }: Tx, rows: Imported[]): Promise<unknown> =>
  sql`
    insert into employee (organization_id, id, worker_id, name, department_id, is_enabled, exclude_from_reports, created_at, updated_at)
    select ${ctx.actor.organizationId}, line.id, line."workerId", line.name, line."departmentId", line."isEnabled", line."excludeFromReports", ${ctx.now}, ${ctx.now}
    from jsonb_to_recordset(${sql.json(rows)}) as line(id uuid, "workerId" text, name text, "departmentId" uuid, "isEnabled" boolean, "excludeFromReports" boolean)`.execute()

async function updateAll(ctx: Ctx, { sql }: Tx, rows: Imported[]): Promise<void> {
  const { count } = await sql`
    update employee set name = line.name, department_id = line."departmentId", is_enabled = line."isEnabled", exclude_from_reports = line."excludeFromReports",
      updated_at = ${ctx.now}, version = line.version
    from jsonb_to_recordset(${sql.json(rows)}) as line(id uuid, name text, "departmentId" uuid, "isEnabled" boolean, "excludeFromReports" boolean, version integer)
    where employee.id = line.id and employee.version = line.version - 1`
  if (count !== rows.length) throw conflict('conflict.version')
}
