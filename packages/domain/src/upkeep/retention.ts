import type { Tx } from '@lembur/db'
import { localOf } from '@lembur/rules/clock'
import { addDays } from '@lembur/rules/dates'
import { clearActivity } from '../activity/index.ts'
import { type Ctx, readOne, todayIn, write } from '../kernel/index.ts'

type Kept = { days: number | null; minute: number; clearedOn: string | null }

const kept = (sql: Tx['sql']) => sql<Kept[]>`
  select activity_retention_days as days, activity_cleanup_minute as minute, activity_cleared_on as "clearedOn" from organization`

/** Whether old activity is to be cleared now: today's turn has come and was not taken, or a day before went by without one. */
export async function clearingIsDue(ctx: Ctx, { sql }: Tx): Promise<boolean> {
  const [set] = await kept(sql)
  return set !== undefined && isDue(ctx, set)
}

function isDue(ctx: Ctx, { days, minute, clearedOn }: Kept): boolean {
  if (days === null) return false
  const today = todayIn(ctx)
  const lastTurn = localOf(ctx.now, ctx.plant.timeZone).minute >= minute ? today : addDays(today, -1)
  return clearedOn === null ? lastTurn === today : clearedOn < lastTurn
}

/** Clears the days of the log that are not kept, if it is due, and marks the day. It may run twice: the second finds nothing to do. */
export async function clearIfDue(ctx: Ctx): Promise<void> {
  const [set] = await readOne(ctx, kept)
  if (!set || set.days === null || !isDue(ctx, set)) return
  await clearActivity(ctx, set.days)
  await write(ctx, 'upkeep.activity_cleared', async ({ sql }) => {
    const after = { activityClearedOn: todayIn(ctx) }
    await sql`update organization set activity_cleared_on = ${after.activityClearedOn}`
    return { subject: null, before: null, after }
  })
}
