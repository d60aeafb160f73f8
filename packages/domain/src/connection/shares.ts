import { SmbSettings } from '@lembur/contracts/connections'
import { DomainError, type InUse, type Services, type SharePlace, type Shares, sealedFor } from '../kernel/index.ts'

type Row = { id: string; version: number; settings: unknown; sealed: string | null }

/**
 * The share of each organisation: its connection where that is switched on, otherwise the one of the environment. It is looked
 * up each time, so that a saved connection counts from the next use on, and made again only where it was changed.
 */
export function openShares<Share extends SharePlace>(
  { database, vault }: Pick<Services, 'database' | 'vault'>,
  ofEnvironment: Share,
  make: (settings: SmbSettings, password: string) => Share,
): Shares<Share> {
  const made = new Map<string, { mark: string; share: Share }>()
  return {
    async of(organizationId): Promise<InUse<Share>> {
      const [row] = await database.readOne<Row[]>(
        organizationId,
        (sql) => sql`select id, version, settings, secret_sealed as sealed from connection where kind = 'smb' and is_enabled`,
      )
      if (!row) {
        made.delete(organizationId)
        return { share: ofEnvironment, from: 'environment' }
      }
      // Removed and set up anew it counts from 1 again, under another id.
      const mark = `${row.id}/${row.version}`
      const known = made.get(organizationId)
      if (known?.mark === mark) return { share: known.share, from: 'connection' }
      const secret = row.sealed === null ? '' : vault.open(row.sealed, sealedFor.connection(organizationId, 'smb'))
      const share = madeOf(() => make(SmbSettings.parse(row.settings), secret))
      made.set(organizationId, { mark, share })
      return { share, from: 'connection' }
    },
  }
}

function madeOf<Share>(make: () => Share): Share {
  try {
    return make()
  } catch (cause) {
    throw Object.assign(new DomainError('unavailable', 'connection.unusable'), { cause })
  }
}
