import type { Connection, ConnectionKind, ConnectionList, ShareInUse } from '@lembur/contracts/connections'
import { type Ctx, DomainError, read } from '../kernel/index.ts'
import { findConnection, loadConnections, notSet } from './access.ts'
import { lastTests, presentConnection } from './present.ts'

/** The connections that are set up, and where workbooks go now. Errors: `permission.denied`. */
export async function listConnections(ctx: Ctx): Promise<ConnectionList> {
  const results = await read(ctx, async (tx) => {
    const [rows, tests] = await Promise.all([loadConnections(ctx, tx), lastTests(tx)])
    return rows.map((row) => presentConnection(row, tests.get(row.kind) ?? null))
  })
  return { results, share: await shareInUse(ctx), hasKey: ctx.services.vault.hasKey }
}

/** One connection. Errors: `connection.not_set`, `permission.denied`. */
export function getConnection(ctx: Ctx, { kind }: { kind: ConnectionKind }): Promise<Connection> {
  return read(ctx, async (tx) => {
    const [row, tests] = await Promise.all([findConnection(ctx, tx, kind), lastTests(tx)])
    if (!row) throw notSet(kind)
    return presentConnection(row, tests.get(kind) ?? null)
  })
}

async function shareInUse({ services, actor }: Ctx): Promise<ShareInUse | null> {
  try {
    const found = await services.shares?.of(actor.organizationId)
    return found ? { from: found.from, location: found.share.location, problem: null } : null
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { from: 'connection', location: '', problem: error.code }
  }
}
