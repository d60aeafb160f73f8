import type { Ctx, Writing } from '../kernel/index.ts'
import { notifyUser } from '../notification/index.ts'
import type { StoredReport } from './row.ts'

/**
 * Tells those who may rebuild that a workbook has failed for good. Who has not read the same sentence yet is not told it
 * again: a share that is away fails every file.
 */
export async function tellAdministrators(ctx: Ctx, tx: Writing, { fileName, startDate }: StoredReport, reason: string): Promise<void> {
  const told = await tx.sql<{ userId: string }[]>`
    select member.user_id as "userId" from membership member
    where member.is_active and member.role in ('ptb_admin', 'superadmin', 'developer') and not exists (
      select from notification
      where notification.user_id = member.user_id and kind = 'report.failed' and read_at is null and data->>'reason' = ${reason})`
  for (const { userId } of told)
    notifyUser(ctx, tx, userId, { kind: 'report.failed', data: { fileName, reason }, link: `/ot/reports?date=${startDate}` })
}
