import type { Connection, SaveConnection } from '@lembur/contracts/connections'
import { newId, type Tx } from '@lembur/db'
import { assertMay, assertVersion, type Ctx, conflict, sealedFor, translating, write } from '../kernel/index.ts'
import { lockConnection, type StoredConnection } from './access.ts'
import { audited, lastTests, presentConnection } from './present.ts'
import { changesRoles, movesTarget, needsSecret, secretAgain, secretMissing, settingsOf } from './settings.ts'

/**
 * Sets a connection up, or changes it. A secret that is left out is kept, but only for the server it was given for. Who changes
 * which roles people come to gives roles, and needs that right too.
 * Errors: `permission.denied`, `conflict.version`, `input.invalid` (`settings.…`, `secret`), `secret.no_key`.
 */
export async function saveConnection(ctx: Ctx, input: SaveConnection): Promise<Connection> {
  assertMay(ctx.actor, 'connection.update')
  const { kind, isEnabled } = input
  const { organizationId } = ctx.actor
  const settings = settingsOf(kind, input.settings)
  const updatedAt = ctx.now.toISOString()
  const writing = write(ctx, 'connection.save', async (tx) => {
    const before = await lockConnection(ctx, tx, kind)
    if (before) assertVersion(before, input.version)
    // Somebody has removed what this writer looked at.
    else if (input.version !== undefined) throw conflict('conflict.version')
    if (changesRoles(before?.settings ?? null, settings)) assertMay(ctx.actor, 'role.update')
    const sealed = secretOf(ctx, input, before, settings)
    if (isEnabled && sealed === null && needsSecret(kind, settings)) throw secretMissing()
    const after = { id: before?.id ?? newId(), kind, isEnabled, settings, sealed, version: (before?.version ?? 0) + 1, updatedAt }
    tx.later(() => store(tx, organizationId, after))
    tx.announce({ topic: 'connection', action: before ? 'updated' : 'created', subjectId: kind })
    const secretChanged = (before?.sealed ?? null) !== sealed
    const shown = presentConnection(after, (await lastTests(tx)).get(kind) ?? null)
    const subject = { type: 'connection', id: kind, label: kind }
    return { shown, subject, before: before && audited(before), after: { ...audited(after), ...(secretChanged ? { secretChanged } : {}) } }
  })
  const { shown } = await translating(writing, { connection_kind: () => conflict('conflict.version') })
  return shown
}

/** What is to be stored of the secret. */
function secretOf(
  { services, actor }: Ctx,
  { kind, secret }: SaveConnection,
  before: StoredConnection | null,
  settings: StoredConnection['settings'],
) {
  if (secret === null) return null
  if (secret !== undefined) return services.vault.seal(secret, sealedFor.connection(actor.organizationId, kind))
  if (!before?.sealed) return null
  if (movesTarget(kind, before.settings, settings)) throw secretAgain()
  return before.sealed
}

const store = ({ sql }: Tx, organizationId: string, { id, kind, isEnabled, settings, sealed, version, updatedAt }: StoredConnection) => sql`
  insert into connection (organization_id, id, kind, is_enabled, settings, secret_sealed, version, created_at, updated_at)
  values (${organizationId}, ${id}, ${kind}, ${isEnabled}, ${sql.json(settings as never)}, ${sealed}, ${version}, ${updatedAt}, ${updatedAt})
  on conflict (organization_id, id) do update set is_enabled = excluded.is_enabled, settings = excluded.settings,
    secret_sealed = excluded.secret_sealed, version = excluded.version, updated_at = excluded.updated_at`
