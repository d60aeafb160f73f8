import type { Permission, Role } from '@lembur/contracts/access'
import { roles, scopeOf } from '@lembur/contracts/access'
import type { ErrorCode } from '@lembur/contracts/errors'
import { type Ctx, DomainError, read } from '../kernel/index.ts'

type Audited = {
  action: string
  actorId: string | null
  subjectId: string | null
  subjectLabel: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** The audit rows of one kind of write in the actor's organisation, oldest first. */
export const auditOf = (ctx: Ctx, action: string): Promise<Audited[]> =>
  read(ctx, ({ sql }) =>
    sql<Audited[]>`
      select action, actor_id as "actorId", subject_id as "subjectId", subject_label as "subjectLabel", before, after
      from activity where action = ${action} order by at, id`.then((rows) => [...rows]),
  )

/** The events of a topic that open tabs would hear of, oldest first. */
export const eventsOf = (ctx: Ctx, topic: string): Promise<{ action: string; subjectId: string | null }[]> =>
  read(ctx, ({ sql }) =>
    sql<{ action: string; subjectId: string | null }[]>`
      select action, subject_id as "subjectId" from event where topic = ${topic} order by id`.then((rows) => [...rows]),
  )

/** The work dates whose daily workbooks wait to be rebuilt. */
export async function queuedDates(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.services.database.global<{ date: string }[]>`
    select distinct data->>'date' as date from pgboss.job where name = 'report.rebuild-daily' and data->>'organizationId' = ${ctx.actor.organizationId} order by 1`
  return rows.map(({ date }) => date)
}

/** Takes all waiting jobs away, so that a test sees only those of its own write. */
export const clearQueue = ({ services }: Ctx): Promise<unknown> => services.database.global`delete from pgboss.job`

/** What the domain refused, as its code; fails where it did not refuse. */
export async function refusal(running: Promise<unknown>): Promise<{ code: ErrorCode; details: Record<string, unknown> }> {
  const error = await running.then(
    () => new Error('Nothing was refused'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof DomainError)) throw error
  return { code: error.code, details: error.details }
}

/** The codes with which several things were refused, each once; fails where one was not. */
export async function refusalsOf(running: Promise<unknown>[]): Promise<ErrorCode[]> {
  const refused = await Promise.all(running.map(refusal))
  return [...new Set(refused.map(({ code }) => code))]
}

/** The roles that do not hold a permission: each of them is to be refused. */
export const rolesWithout = (permission: Permission): Role[] => roles.filter((role) => scopeOf(role, permission) === null)

/** Everything a stream of rows gives. */
export async function allOf<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}
