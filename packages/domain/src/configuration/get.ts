import type { Configuration } from '@lembur/contracts/system'
import type { Fragment, Tx } from '@lembur/db'
import { assertMay, type Ctx, notFound, read } from '../kernel/index.ts'

export const columns = (sql: Tx['sql']): Fragment => sql`
  app_name as "appName", app_acronym as "appAcronym", time_zone as "timeZone", period_start_day as "periodStartDay",
  shift_start_minute as "shiftStartMinute", shift_end_minute as "shiftEndMinute", break_after_minutes as "breakAfterMinutes",
  break_length_minutes as "breakLengthMinutes", anyone_files_for_anyone as "anyoneFilesForAnyone", idle_minutes as "idleMinutes",
  public_url as "publicUrl", second_factor_roles as "secondFactorRoles", activity_retention_days as "activityRetentionDays",
  activity_cleanup_minute as "activityCleanupMinute", activity_cleared_on as "activityClearedOn", version`

/** What the organisation has set, all of it, for who may change it; what everybody needs of it comes with `me`. Errors: `permission.denied`. */
export async function getConfiguration(ctx: Ctx): Promise<Configuration> {
  assertMay(ctx.actor, 'configuration.update')
  const [row] = await read(ctx, async ({ sql }) => sql<Configuration[]>`select ${columns(sql)} from organization`)
  if (!row) throw notFound('organization')
  return row
}
