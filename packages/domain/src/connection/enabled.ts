import { type ConnectionKind, connectionSettings } from '@lembur/contracts/connections'
import type { z } from 'zod'
import { type Services, sealedFor } from '../kernel/index.ts'

export type Enabled<Kind extends ConnectionKind> = { settings: z.infer<(typeof connectionSettings)[Kind]>; secret: string }

/**
 * The settings of a connection with its secret opened ('' where it has none), for whoever is about to use it; null where it
 * is not set up or switched off. Errors: `secret.no_key`, `secret.unreadable`.
 */
export async function enabledConnection<Kind extends ConnectionKind>(
  { database, vault }: Pick<Services, 'database' | 'vault'>,
  organizationId: string,
  kind: Kind,
): Promise<Enabled<Kind> | null> {
  const [row] = await database.readOne<{ settings: unknown; sealed: string | null }[]>(
    organizationId,
    (sql) => sql`select settings, secret_sealed as sealed from connection where kind = ${kind} and is_enabled`,
  )
  if (!row) return null
  const settings = connectionSettings[kind].parse(row.settings) as Enabled<Kind>['settings']
  return { settings, secret: row.sealed === null ? '' : vault.open(row.sealed, sealedFor.connection(organizationId, kind)) }
}
