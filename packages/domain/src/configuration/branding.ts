import type { Branding } from '@lembur/contracts/identity'
import { notFound, type Services } from '../kernel/index.ts'

/** The organisation that stands at the door: the one there is, or the oldest of several. Errors: `not_found`, before set-up. */
export async function organizationAtTheDoor({ database }: Pick<Services, 'database'>): Promise<string> {
  const [first] = await database.global<{ id: string }[]>`select id from app.organization_ids() id limit 1`
  if (!first) throw notFound('organization')
  return first.id
}

/** What anyone may know before signing in, and nothing beyond it. Errors: `not_found`, before set-up. */
export async function branding(services: Services, now: Date): Promise<Branding> {
  const id = await organizationAtTheDoor(services)
  const [row] = await services.database.readOne<Omit<Branding, 'now'>[]>(
    id,
    (sql) => sql`
      select app_name as "appName", app_acronym as "appAcronym", time_zone as "timeZone", is_demo as "isDemo",
        (select left(sha256, 16) from brand_image where kind = 'tab_icon') as "tabIcon",
        (select left(sha256, 16) from brand_image where kind = 'sidebar_logo') as "sidebarLogo"
      from organization`,
  )
  if (!row) throw notFound('organization')
  return { ...row, now: now.toISOString() }
}
