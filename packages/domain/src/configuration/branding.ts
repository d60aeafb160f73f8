import type { Branding } from '@lembur/contracts/identity'
import { notFound, type Services } from '../kernel/index.ts'

/** What anyone may know before signing in: of the organisation there is, or the oldest of several. Errors: `not_found`, before set-up. */
export async function branding({ database }: Services, now: Date): Promise<Branding> {
  const [first] = await database.global<{ id: string }[]>`select id from app.organization_ids() id limit 1`
  if (!first) throw notFound('organization')
  const [row] = await database.readOne<Omit<Branding, 'now'>[]>(
    first.id,
    (sql) => sql`select app_name as "appName", app_acronym as "appAcronym", time_zone as "timeZone", is_demo as "isDemo" from organization`,
  )
  if (!row) throw notFound('organization')
  return { ...row, now: now.toISOString() }
}
