import type { Connection } from '@lembur/contracts/connections'
import type { Tx } from '@lembur/db'
import type { StoredConnection } from './access.ts'

type LastTest = NonNullable<Connection['lastTest']>

/** A connection as it may be shown. */
export const presentConnection = (
  { kind, isEnabled, settings, sealed, version, updatedAt }: StoredConnection,
  lastTest: LastTest | null,
): Connection => ({
  kind,
  isEnabled,
  settings,
  hasSecret: sealed !== null,
  version,
  updatedAt,
  lastTest,
})

/** What the activity log has of the last try of each kind. */
export async function lastTests({ sql }: Tx): Promise<Map<string, LastTest>> {
  const rows = await sql<{ kind: string; at: string; outcome: LastTest['outcome'] }[]>`
    select kind, last.at, last.after->>'outcome' as outcome from unnest(array['smb', 'ldap', 'oidc', 'mail']) kind
    cross join lateral (
      select at, after from activity where subject_type = 'connection' and subject_id = kind and action = 'connection.test' order by at desc limit 1
    ) last`
  return new Map(rows.map(({ kind, at, outcome }) => [kind, { at, outcome }]))
}

/** For the audit: all but the secret. */
export const audited = ({ isEnabled, settings }: Pick<StoredConnection, 'isEnabled' | 'settings'>) => ({ ...settings, isEnabled })
