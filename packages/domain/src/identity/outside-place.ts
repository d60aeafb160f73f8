import type { ConnectionKind } from '@lembur/contracts/connections'
import type { Database } from '@lembur/db'

/** An organisation's connection, without its secret: for whoever asks which there are. */
export type Place = { organizationId: string; publicUrl: string | null; settings: unknown }

/**
 * The organisation whose people a service outside vouches for: the first that has switched this connection on. The
 * company's own service belongs to the environment, so to the first organisation there is.
 */
export async function placeOf(database: Database, kind: ConnectionKind | 'company'): Promise<Place | null> {
  const ids = await database.global<{ id: string }[]>`select id from app.organization_ids() id order by id`
  for (const { id } of ids) {
    const [row] = await database.readOne<Omit<Place, 'organizationId'>[]>(id, (sql) =>
      kind === 'company'
        ? sql`select public_url as "publicUrl", null as settings from organization where id = ${id}`
        : sql`
          select organization.public_url as "publicUrl", connection.settings
          from connection join organization on organization.id = connection.organization_id
          where connection.kind = ${kind} and connection.is_enabled`,
    )
    if (row) return { organizationId: id, ...row }
  }
  return null
}
