import type { PurgeActivities, PurgedActivities } from '@lembur/contracts/system'
import { addDays } from '@lembur/rules/dates'
import { assertMay, type Ctx, readOne, todayIn, write } from '../kernel/index.ts'

/** Rows that one transaction deletes: a second's work, so that nobody waits for it. */
const atOnce = 20_000

/**
 * Deletes what the log has of the days before the last `days` of the plant, today not counted. Each transaction says in the
 * log itself how much it took away, so what is gone is told for even if the product is stopped in between.
 * Errors: `permission.denied`.
 */
export const purgeActivities = (ctx: Ctx, { days }: PurgeActivities): Promise<PurgedActivities> => clear(ctx, 'activity.purge', days)

/** The same, as the organisation has set it to happen by itself. */
export const clearActivity = (ctx: Ctx, days: number): Promise<PurgedActivities> => clear(ctx, 'activity.clear', days)

async function clear(ctx: Ctx, action: 'activity.purge' | 'activity.clear', days: number): Promise<PurgedActivities> {
  assertMay(ctx.actor, 'activity.delete')
  const cutoff = await firstKept(ctx, days)
  let deletedCount = 0
  for (let last = atOnce; last === atOnce; deletedCount += last) last = await clearSome(ctx, action, days, cutoff)
  return { deletedCount, days, cutoff }
}

/** The midnight at the plant with which the days begin that are kept. */
async function firstKept(ctx: Ctx, days: number): Promise<string> {
  const date = addDays(todayIn(ctx), -days)
  const [row] = await readOne(
    ctx,
    (sql) => sql<{ at: string }[]>`select (${date}::date::timestamp at time zone ${ctx.plant.timeZone})::timestamptz(3) as at`,
  )
  if (!row) throw new Error('PostgreSQL answered no row')
  return new Date(row.at).toISOString()
}

async function clearSome(ctx: Ctx, action: string, days: number, cutoff: string): Promise<number> {
  const { deletedCount } = await write(ctx, action, async ({ sql }) => {
    const { count: deletedCount } = await sql`
      delete from activity where organization_id = ${ctx.actor.organizationId} and id in (
        select id from activity where at < ${cutoff} order by at, id limit ${atOnce})`
    const subject = { type: 'activity', id: null, label: null }
    return { deletedCount, subject, before: null, after: deletedCount === 0 ? null : { deletedCount, days, cutoff } }
  })
  return deletedCount
}
