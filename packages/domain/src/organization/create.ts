import { type Database, newId } from '@lembur/db'
import { organization, overtimeLimit } from '@lembur/db/schema'
import { defaultLimits } from '@lembur/rules/limits'
import { conflict, field, invalid, translating } from '../kernel/index.ts'

export type NewOrganization = {
  /** In addresses and commands: small letters, digits and dashes. */
  slug: string
  name: string
  /** An IANA zone; Asia/Jakarta where it is left out. */
  timeZone?: string
  /** Filled with demo people whose passwords are known. */
  isDemo?: boolean
  now: Date
}

/**
 * Makes an organisation with the default limits. For set-up, where nobody has signed in yet: hence no context, and an audit
 * row without an actor. Errors: `conflict.duplicate` (slug), `input.invalid` (slug, name, time zone).
 */
export async function createOrganization(database: Database, input: NewOrganization): Promise<{ id: string }> {
  const { slug, name, timeZone = 'Asia/Jakarta', isDemo = false } = input
  assertFields({ slug, name, timeZone })
  const id = newId()
  const at = input.now.toISOString()
  const making = database.transaction({ organizationId: id }, async ({ db, sql }) => {
    const row = { id, slug, name, timeZone, isDemo }
    await db.insert(organization).values({ ...row, createdAt: at, updatedAt: at })
    const limits = defaultLimits.map((limit) => ({ ...limit, kinds: limit.kinds?.join(',') ?? null, organizationId: id, id: newId() }))
    await db.insert(overtimeLimit).values(limits)
    await sql`
      insert into activity (organization_id, id, at, action, subject_type, subject_id, subject_label, after)
      values (${id}, ${newId()}, ${at}, 'organization.create', 'organization', ${id}, ${name}, ${sql.json(row)})`
    return { id }
  })
  return translating(making, { organization_slug_unique: () => conflict('conflict.duplicate', { field: 'slug' }) })
}

function assertFields({ slug, name, timeZone }: { slug: string; name: string; timeZone: string }): void {
  const wrong = [
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) ? [] : [field('slug', 'field.invalid')]),
    ...(name.trim() ? [] : [field('name', 'text.required')]),
    ...(isZone(timeZone) ? [] : [field('timeZone', 'field.invalid')]),
  ]
  if (wrong.length > 0) throw invalid(wrong)
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
