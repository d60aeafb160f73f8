import type { Topic } from '@lembur/contracts/system'
import { type Fragment, newId, type Query, type Statement, type Tx } from '@lembur/db'
import type { JobDefinition } from '@lembur/jobs'
import type { JobStatement } from '@lembur/jobs/sender'
import type { z } from 'zod'
import { difference } from './audit.ts'
import { type Ctx, systemUserId } from './context.ts'
import { landed } from './flight.ts'

/** What changed, for open tabs. `userId`: only for that person; `employeeId`: the employee it is about. */
export type Change = { topic: Topic; action: string; subjectId?: string | null; userId?: string | null; employeeId?: string | null }

export type Writing = Tx & {
  /** Announces a change with the commit. */
  announce(change: Change): void
  /**
   * Enqueues a job with the commit; sends are done last, since a merged one waits for the job it merges into.
   * `afterSeconds` is when it may start, where that is not the job's own time to settle.
   */
  enqueue<Payload extends z.ZodType>(job: JobDefinition<Payload>, payload: z.infer<Payload>, afterSeconds?: number): void
  /** Does something more behind the checks, with others at once: for writes whose result nobody waits for. */
  later(statement: () => Promise<unknown>): void
  /** Adds a statement of `sql` that has not been sent: it travels with COMMIT, in the order of these calls. */
  last(statement: Statement): void
}

/**
 * What was audited: the row before and after; both null only where nothing was written (a repeated submit). `subject` is
 * null for the product's own bookkeeping that no person asked for and that has a log of its own (a workbook is being
 * built, a file was delivered): the audit is for what was decided.
 */
export type Outcome = {
  subject: { type: string; id: string | null; label?: string | null } | null
  before: object | null
  after: object | null
}

/**
 * The only way to a transaction: the change, its audit row, its events and its jobs are written together, or nothing is.
 * `action` is the verb as the activity log shows it ("overtime.decide"). Checks and locks are awaited inside `run`;
 * what is left travels in one flight with the audit, the events, the jobs and COMMIT. Who listens is called after it.
 */
export async function write<Result extends Outcome>(ctx: Ctx, action: string, run: (tx: Writing) => Promise<Result>): Promise<Result> {
  const { database, jobs } = ctx.services
  const { organizationId } = ctx.actor
  const closing: Statement[] = []
  let recorded: Query<{ id: number }[]> | null = null
  const running = async (tx: Tx) => {
    const changes: Change[] = []
    const sends: (() => Promise<JobStatement>)[] = []
    const flight: (() => Promise<unknown>)[] = []
    const last: Statement[] = []
    const result = await run({
      sql: tx.sql,
      get db() {
        return tx.db
      },
      announce: (change) => changes.push(change),
      enqueue: (job, payload, afterSeconds) => sends.push(() => jobs.statement(job, payload, afterSeconds)),
      later: (statement) => flight.push(statement),
      last: (statement) => last.push(statement),
    })
    if (!result.before && !result.after) return result
    const jobsToSend = await Promise.all(sends.map((send) => send()))
    if (flight.length > 0) await landed(flight.map((statement) => statement()))
    const audited = result.subject && audit(tx, ctx, action, result.subject, difference(result.before, result.after))
    recorded = changes.length > 0 ? announcing(tx, ctx, changes, audited) : null
    const records = recorded ?? audited
    if (records) last.push(records)
    closing.push(...last, ...jobsToSend.map(({ text, values }) => tx.sql.unsafe(text, values, { prepare: true })))
    return result
  }
  const result = await database.transaction({ organizationId }, running, () => closing)
  // Listeners read the rows of the events, so that a call which is lost loses nothing.
  for (const { id } of (await recorded) ?? []) database.call('lembur_event', `${organizationId}/${id}`)
  return result
}

function audit(
  { sql }: Tx,
  { actor, origin, now }: Ctx,
  action: string,
  subject: NonNullable<Outcome['subject']>,
  changed: ReturnType<typeof difference>,
): Fragment {
  const actorId = actor.userId === systemUserId ? null : actor.userId
  return sql`
    insert into activity (organization_id, id, at, actor_id, actor_name, action, subject_type, subject_id, subject_label, before, after, request_id, ip, user_agent)
    values (${actor.organizationId}, ${newId()}, ${now}, ${actorId}, ${actor.displayName}, ${action}, ${subject.type}, ${subject.id}, ${subject.label ?? null},
      ${changed.before && sql.json(changed.before as never)}, ${changed.after && sql.json(changed.after as never)}, ${origin.requestId}, ${origin.ip}, ${origin.userAgent})`
}

/**
 * The events, and the audit row before them in the same statement: each statement costs a turn of its own on both sides.
 * As JSON they are one parameter and one prepared statement, however many they are.
 */
function announcing({ sql }: Tx, { actor, now }: Ctx, changes: Change[], audited: Fragment | null): Query<{ id: number }[]> {
  const before = audited ? sql`with audited as (${audited})` : sql``
  return sql<{ id: number }[]>`
    ${before} insert into event (organization_id, topic, action, subject_id, user_id, employee_id, at)
    select ${actor.organizationId}, topic, action, "subjectId", "userId", "employeeId", ${now}
    from jsonb_to_recordset(${sql.json(changes)}) as change (topic text, action text, "subjectId" text, "userId" uuid, "employeeId" uuid)
    returning id`
}
