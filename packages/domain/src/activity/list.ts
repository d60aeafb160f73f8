import { Id } from '@lembur/contracts/ids'
import type { ListOf } from '@lembur/contracts/paging'
import type { Activity, ListActivities } from '@lembur/contracts/system'
import { Instant } from '@lembur/contracts/time'
import type { Fragment, Tx } from '@lembur/db'
import { addDays } from '@lembur/rules/dates'
import { z } from 'zod'
import { assertMay, type Ctx, countedUpTo, field, invalid, notFound, offsetOf, pageOf, read } from '../kernel/index.ts'

/**
 * The audit, newest first, for who may read it. `from` and `to` are days of the plant. `cursor` continues after the page
 * before at the price of the first; the count stops at 1,000. Errors: `permission.denied`, `input.invalid` (cursor).
 */
export async function listActivities(ctx: Ctx, input: ListActivities): Promise<ListOf<Activity>> {
  assertMay(ctx.actor, 'activity.read')
  const after = input.cursor === undefined ? null : readCursor(input.cursor)
  return read(ctx, async (tx) => {
    const { sql } = tx
    const where = () => matching(ctx, tx, input)
    const following = after ? sql`and (at, id) < (${after.at}, ${after.id})` : sql``
    const [rows, [counted]] = await Promise.all([
      sql<Activity[]>`
        select ${columns(sql)} from activity where ${where()} ${following}
        order by at desc, id desc limit ${input.pageSize + 1} offset ${after ? 0 : offsetOf(input)}`,
      sql<{ count: number }[]>`
        select count(*)::int as count from (select 1 from activity where ${where()} limit ${countedUpTo + 1}) capped`,
    ])
    const results = rows.slice(0, input.pageSize)
    const last = results.at(-1)
    return pageOf(results, counted?.count ?? 0, rows.length > input.pageSize && last ? `${last.at}~${last.id}` : null)
  })
}

/** One audited write. Errors: `permission.denied`, `not_found`. */
export async function getActivity(ctx: Ctx, { id }: { id: string }): Promise<Activity> {
  assertMay(ctx.actor, 'activity.read')
  const [row] = await ctx.services.database.readOne<Activity[]>(
    ctx.actor.organizationId,
    (sql) => sql`select ${columns(sql)} from activity where id = ${id}`,
  )
  if (!row) throw notFound('activity')
  return row
}

const columns = (sql: Tx['sql']): Fragment => sql`
  id, at, actor_name as "actorName", action, subject_type as "subjectType", subject_id as "subjectId",
  subject_label as "subjectLabel", before, after, request_id as "requestId", ip, user_agent as "userAgent"`

function matching({ plant }: Ctx, { sql }: Tx, filter: ListActivities): Fragment {
  const midnight = (date: string) => sql`(${date}::date::timestamp at time zone ${plant.timeZone})`
  const parts = [sql`true`]
  if (filter.actorId?.length) parts.push(sql`actor_id = any(${filter.actorId})`)
  if (filter.action?.length) parts.push(sql`action = any(${filter.action})`)
  if (filter.subjectType) parts.push(sql`subject_type = ${filter.subjectType}`)
  if (filter.subjectId) parts.push(sql`subject_id = ${filter.subjectId}`)
  if (filter.from) parts.push(sql`at >= ${midnight(filter.from)}`)
  if (filter.to) parts.push(sql`at < ${midnight(addDays(filter.to, 1))}`)
  return parts.reduce((all, part) => sql`${all} and ${part}`)
}

function readCursor(text: string): { at: string; id: string } {
  const [at, id] = text.split('~')
  const read = z.object({ at: Instant, id: Id }).safeParse({ at, id })
  if (!read.success) throw invalid([field('cursor', 'field.invalid')])
  return read.data
}
