import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import postgres from 'postgres'
import { newCaller } from './caller.ts'
import { openLanes } from './lanes.ts'
import { renewed } from './renewed.ts'
import { type Closing, oneFlight, transaction } from './transaction.ts'

/** Whose rows a transaction sees. `userId` opens that person's own memberships across organisations (sign-in only). */
export type Tenant = { organizationId: string; userId?: string }

/**
 * One open transaction. `db` is Drizzle, for ordinary reads and writes; `sql` is the same connection as a tagged
 * template, for the hot statements (speed and the reason: docs/decisions/0004). Both prepare their statements.
 */
export type Tx = { sql: postgres.Sql; db: PgRemoteDatabase }

/** A piece of a statement, to be put into another. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

/** A whole statement that has not been sent. Never returned from an async function: awaiting it sends it. */
export type Query<Rows extends readonly unknown[]> = postgres.PendingQuery<Rows & postgres.MaybeRow[]>

/** A whole statement of `sql`, whatever it answers; Drizzle's do not pass, since they are not sent at once. */
export type Statement = { execute(): Promise<unknown>; simple(): unknown }

export type Database = {
  url: string
  /** A read-only transaction of one organisation. */
  read<T>(tenant: Tenant, run: (tx: Tx) => Promise<T>): Promise<T>
  /** One query of one organisation, sent with its BEGIN, setting and COMMIT in a single flight. */
  readOne<Rows extends readonly unknown[]>(organizationId: string, query: (sql: postgres.Sql) => Query<Rows>): Promise<Rows>
  /**
   * A writing transaction; throwing rolls back. The statements of `closing` travel with COMMIT, so that a row that others
   * wait for is held no longer than it takes. The domain's `write` is the only caller outside sign-in and upkeep.
   */
  transaction<T>(tenant: Tenant, run: (tx: Tx) => Promise<T>, closing?: Closing): Promise<T>
  /** Rows that belong to no organisation: users, sessions, tokens, and the ids of organisations. */
  global: postgres.Sql
  /** NOTIFY for what has been committed: soon, in one statement with others, and without being waited for. */
  call(channel: string, payload: string): void
  /** Calls back on each NOTIFY of a channel, over one connection of its own, and after each reconnect. */
  listen(channel: string, onMessage: (payload: string) => void, onConnect: () => void): Promise<{ stop(): Promise<void> }>
  end(): Promise<void>
}

/** No organisation at all: what a sign-in works in until it knows one. */
export const noOrganization = '00000000-0000-0000-0000-000000000000'

const types = {
  instant: {
    to: 1184,
    from: [1184],
    serialize: (value: string | Date) => (value instanceof Date ? value.toISOString() : value),
    parse: instantOf,
  },
  date: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
  count: { to: 20, from: [20], serialize: String, parse: Number },
}

/** An instant as Postgres writes it, `2026-06-11 09:42:00.5+00`, in ISO 8601. By hand where it is plain: a list holds thousands a second. */
function instantOf(text: string): string {
  if (text[10] !== ' ' || !text.endsWith('+00')) return new Date(text).toISOString()
  const fraction = text.slice(19, -3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction ? fraction.padEnd(4, '0').slice(0, 4) : '.000'}Z`
}

/** Opens the pools as the runtime role. `max` is the number of transactions at once; `global` adds at most half as many connections. */
export function connect(url: string, { max = 10, applicationName = 'lembur' } = {}): Database {
  const settings = { application_name: applicationName, TimeZone: 'UTC', options: '-c role=lembur_app' }
  const options = { types, onnotice: () => undefined, idle_timeout: 300, connect_timeout: 10, connection: settings }
  // Nothing is written outside of a transaction that says so, not even by a statement that was left over from a lost one.
  const readOnly = { ...options, connection: { ...settings, default_transaction_read_only: true } }
  const lanes = openLanes(max, (onclose) => postgres(url, { ...readOnly, max: 1, max_lifetime: null, onclose }))
  const global = renewed(1, (onclose) => postgres(url, { ...options, max: Math.ceil(max / 2), onclose }))
  const listener = postgres(url, { ...options, max: 1 })
  const caller = newCaller(global.sql)

  return {
    url,
    read: (tenant, run) => lanes.use((lane) => transaction(lane, 'begin read only', tenant, run)),
    transaction: (tenant, run, closing) => lanes.use((lane) => transaction(lane, 'begin read write', tenant, run, closing)),
    readOne: (organizationId, query) => lanes.use((lane) => oneFlight(lane, organizationId, query)),
    global: global.sql,
    call: caller.call,
    async listen(channel, onMessage, onConnect) {
      const { unlisten } = await listener.listen(channel, onMessage, onConnect)
      return { stop: unlisten }
    },
    async end() {
      await lanes.end(5)
      await caller.end()
      await Promise.all([global.end(), listener.end({ timeout: 1 })])
    },
  }
}
