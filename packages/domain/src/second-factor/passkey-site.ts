import type { Database } from '@lembur/db'
import { organizationAtTheDoor } from '../configuration/index.ts'
import { ruleViolation } from '../kernel/index.ts'

/** Where a passkey belongs: the name it is bound to, the page that may ask for it, and what the product is called there. */
export type Site = { rpId: string; origin: string; name: string }

type Row = { publicUrl: string | null; appName: string }

/**
 * The site that a browser's page is of. `origin` is what the browser says its page is from, and was held against the host
 * that was asked; a program says nothing, and has no passkeys. Where the product knows its own address, no other has any.
 * Errors: `passkey.address` (`address`).
 */
export async function siteOf(database: Database, origin: string | null): Promise<Site> {
  const id = await organizationAtTheDoor({ database })
  const [row] = await database.readOne<Row[]>(id, (sql) => sql`select public_url as "publicUrl", app_name as "appName" from organization`)
  const host = origin && URL.canParse(origin) ? new URL(origin).hostname : null
  const own = row?.publicUrl && URL.canParse(row.publicUrl) ? new URL(row.publicUrl) : null
  if (!origin || !host || (own && own.hostname !== host)) throw ruleViolation('passkey.address', { address: own?.origin ?? '' })
  return { rpId: host, origin, name: row?.appName ?? 'Lembur' }
}
