import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import type postgres from 'postgres'
import type { Query, Statement, Tenant, Tx } from './client.ts'
import type { Lane } from './lanes.ts'

/** The statements that travel with COMMIT; asked for when the callback has ended well. */
export type Closing = () => readonly Statement[]

/** A connection that went away under a transaction, which the server has rolled back by then. */
class ConnectionLost extends Error {
  /** As the driver's own codes for such. */
  readonly code = 'CONNECTION_LOST'
}

type Begin = 'begin read only' | 'begin read write'

/**
 * Runs inside one transaction of one organisation. BEGIN and the setting travel with the first statements of `run`,
 * COMMIT with those of `closing`: where one of these fails, the server has rolled back by the time it reads the COMMIT.
 * However it ends, the lane is left without an open transaction, and nothing that `run` has kept can speak on it.
 */
export async function transaction<T>(
  { sql, isLost }: Lane,
  begin: Begin,
  tenant: Tenant,
  run: (tx: Tx) => Promise<T>,
  closing: Closing = () => [],
): Promise<T> {
  let isOver = false
  const inside = guarded(sql, () => {
    if (isOver) throw new Error('This statement came after the end of its transaction')
    if (isLost()) throw new ConnectionLost('The connection was lost in the middle of a transaction')
  })
  try {
    const opening = Promise.all(open(sql, begin, tenant))
    let builder: PgRemoteDatabase | undefined
    const tx: Tx = {
      sql: inside,
      get db() {
        builder ??= prepared(inside) // made where it is used: the hot verbs do without
        return builder
      },
    }
    const running = (async () => run(tx))()
    const [opened, ran] = await Promise.allSettled([opening, running])
    if (opened.status === 'rejected') throw opened.reason
    if (ran.status === 'rejected') throw ran.reason
    if (isLost()) throw new ConnectionLost('The connection was lost before the transaction was committed')
    const last = closing().map((statement) => statement.execute())
    isOver = true
    const command = await committed(sql, last)
    // Postgres answers the COMMIT of a transaction whose failure somebody swallowed with ROLLBACK, and no error.
    if (command !== 'COMMIT') throw new Error('The transaction was not committed: one of its statements failed')
    return ran.value
  } catch (error) {
    isOver = true
    if (!isLost()) await sql`rollback`.catch(() => undefined) // where it is lost by now, the server has rolled back
    throw error
  }
}

/** Sends COMMIT behind statements that are under way, and answers what came of it; throws what stopped the first that failed. */
async function committed(sql: postgres.Sql, last: Promise<unknown>[]): Promise<string> {
  const commit = sql`commit`.execute()
  for (const result of await Promise.allSettled([...last, commit])) if (result.status === 'rejected') throw result.reason
  return (await commit).command
}

/** BEGIN, setting, query and COMMIT in one flight; a failed setting aborts the query behind it. */
export async function oneFlight<Rows extends readonly unknown[]>(
  { sql }: Lane,
  organizationId: string,
  query: (sql: postgres.Sql) => Query<Rows>,
): Promise<Rows> {
  const flight = [...open(sql, 'begin read only', { organizationId }), query(sql).execute(), sql`commit`.execute()]
  const settled = await Promise.allSettled(flight)
  for (const result of settled) if (result.status === 'rejected') throw result.reason
  return (settled[2] as PromiseFulfilledResult<Rows>).value
}

const open = (sql: postgres.Sql, begin: Begin, { organizationId, userId }: Tenant) => [
  begin === 'begin read only' ? sql`begin read only`.execute() : sql`begin read write`.execute(),
  sql`select set_config('app.organization_id', ${organizationId}, true), set_config('app.user_id', ${userId ?? ''}, true)`.execute(),
]

/** The same template and its helpers, with a check before each use. */
const guarded = (sql: postgres.Sql, check: () => void): postgres.Sql =>
  new Proxy(sql, {
    apply(target, self, given) {
      check()
      return Reflect.apply(target, self, given)
    },
    get(target, name) {
      check()
      return Reflect.get(target, name)
    },
  })

/** Drizzle over the transaction's connection, with statements prepared: on its own postgres.js driver it never prepares. */
const prepared = (sql: postgres.Sql): PgRemoteDatabase =>
  drizzle(
    async (text, params, method) => {
      const query = sql.unsafe(text, params, { prepare: true })
      return { rows: method === 'execute' ? await query : await query.values() }
    },
    { casing: 'snake_case' },
  )
