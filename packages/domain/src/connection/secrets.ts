import type { ConnectionKind } from '@lembur/contracts/connections'
import { type IdentityProvider, identityProviders } from '@lembur/contracts/identity'
import type { Database, Query, Tx } from '@lembur/db'
import { type Services, sealedFor, systemContext, type Vault, write } from '../kernel/index.ts'

/** Something sealed that is stored: what it was sealed for names it. */
type SealedRow = { about: string; sealed: string }
type Keyed = { key: string; sealed: string }

const atOnce = 500

/** A kind of rows of people, read in the order of their keys and written where they are still as they were read. */
type Table = {
  page(sql: Database['global'], after: string): Promise<(Keyed & SealedRow)[]>
  put(sql: Database['global'], row: Keyed, sealed: string): Promise<{ count: number }>
}
const first = '00000000-0000-0000-0000-000000000000'
const ofPeople: Table[] = [
  {
    async page(sql, after) {
      const rows = await sql<Keyed[]>`select user_id as key, sealed from totp where user_id > ${after} order by user_id limit ${atOnce}`
      return rows.map((row) => ({ ...row, about: sealedFor.totp(row.key) }))
    },
    put: (sql, { key, sealed: old }, sealed) => sql`update totp set sealed = ${sealed} where user_id = ${key} and sealed = ${old}`,
  },
  {
    async page(sql, after) {
      const rows = await sql<(Keyed & { userId: string; provider: IdentityProvider })[]>`
        select id as key, user_id as "userId", provider, tokens_sealed as sealed from user_identity
        where tokens_sealed is not null and id > ${after} and provider = any(${[...identityProviders]}) order by id limit ${atOnce}`
      return rows.map(({ key, sealed, userId, provider }) => ({ key, sealed, about: sealedFor.tokens(userId, provider) }))
    },
    put: (sql, { key, sealed: old }, sealed) =>
      sql`update user_identity set tokens_sealed = ${sealed} where id = ${key} and tokens_sealed = ${old}`,
  },
]

async function* pagesOf(sql: Database['global'], table: Table) {
  for (let after = first; ; ) {
    const rows = await table.page(sql, after)
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    after = last.key
  }
}

type OfConnection = { id: string; kind: ConnectionKind; sealed: string }
const connectionsOf = ({ sql }: Pick<Tx, 'sql'>) =>
  sql<OfConnection[]>`select id, kind, secret_sealed as sealed from connection where secret_sealed is not null order by kind`

/** A kind of rows of an organisation: how they are read, in the order of their keys, and written, all of a batch at once. */
type OrganisationTable = {
  subject: string
  page(tx: Pick<Tx, 'sql'>, organizationId: string, after: string): Query<PageRows>
  put(tx: Pick<Tx, 'sql'>, rows: { id: string; sealed: string }[]): Promise<unknown>
}
type PageRows = (SealedRow & { id: string })[]
/** What `sealedFor` says of a row, said by the database for a whole batch; a test holds the two equal. */
const ofOrganisation: OrganisationTable[] = [
  {
    subject: 'wage',
    page: ({ sql }, organizationId, after) => sql`
      select id, ${`wage/${organizationId}/`} || employee_id || '/' || id as about, sealed from employee_wage
      where id > ${after} order by id limit ${atOnce}`,
    put: ({ sql }, rows) =>
      sql`
        update employee_wage wage set sealed = line.sealed from jsonb_to_recordset(${sql.json(rows)}) as line(id uuid, sealed text)
        where wage.id = line.id`.execute(),
  },
  {
    subject: 'trial',
    page: ({ sql }, organizationId, after) => sql`
      select id, ${`trial/${organizationId}/`} || id as about, result->>'money' as sealed from policy_trial
      where id > ${after} and result->>'money' is not null order by id limit ${atOnce}`,
    put: ({ sql }, rows) =>
      sql`
        update policy_trial trial set result = jsonb_set(trial.result, '{money}', to_jsonb(line.sealed))
        from jsonb_to_recordset(${sql.json(rows)}) as line(id uuid, sealed text) where trial.id = line.id`.execute(),
  },
]

/** Rows of an organisation, a batch at a time, as `next` gives those after a key. */
async function* batches<Row extends { id: string }>(next: (after: string) => Promise<readonly Row[]>) {
  for (let after = first; ; ) {
    const rows = await next(after)
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    after = last.id
  }
}

/** Everything sealed that is stored, of all organisations, a batch at a time. */
async function* sealedRows(database: Database, organizationIds: readonly string[]): AsyncGenerator<readonly SealedRow[]> {
  for (const organizationId of organizationIds) {
    const rows = await database.readOne<OfConnection[]>(organizationId, (sql) => connectionsOf({ sql }))
    yield rows.map(({ kind, sealed }) => ({ about: sealedFor.connection(organizationId, kind), sealed }))
    for (const table of ofOrganisation)
      yield* batches((after) => database.readOne(organizationId, (sql) => table.page({ sql }, organizationId, after)))
  }
  for (const table of ofPeople) yield* pagesOf(database.global, table)
}

export type SecretsSeen = {
  /** Sealed with the key that seals now. */
  current: number
  /** Sealed with an older key that still opens them. */
  older: number
  /** What no key opens, by what it was sealed for. */
  unreadable: string[]
}

/** How everything sealed that is stored stands to the keys. Without a key nothing can be read. */
export async function lookAtSecrets(database: Database, vault: Vault, organizationIds: readonly string[]): Promise<SecretsSeen> {
  const seen: SecretsSeen = { current: 0, older: 0, unreadable: [] }
  for await (const rows of sealedRows(database, organizationIds)) {
    for (const { about, sealed } of rows) {
      if (!opens(vault, sealed, about)) seen.unreadable.push(about)
      else if (vault.isCurrent(sealed)) seen.current++
      else seen.older++
    }
  }
  return seen
}

function opens(vault: Vault, sealed: string, about: string): boolean {
  try {
    vault.open(sealed, about)
    return true
  } catch {
    return false
  }
}

/**
 * Seals anew, with the first key, everything that an older one has sealed. What is changed meanwhile is sealed with the first key
 * by whoever changes it, and left alone here; so it may run beside the product, and again. Answers how many.
 * Errors: `secret.no_key`, `secret.unreadable`; look first, and nothing is done by half.
 */
export async function rotateSecrets(services: Services, organizationIds: readonly string[], now: Date): Promise<number> {
  const { database, vault } = services
  const anew = ({ about, sealed }: SealedRow) => vault.seal(vault.open(sealed, about), about)
  let rotated = 0
  for (const organizationId of organizationIds) {
    rotated += await rotateConnections(services, organizationId, now)
    for (const table of ofOrganisation) rotated += await rotateTable(services, organizationId, table, now)
  }
  for (const table of ofPeople) {
    for await (const rows of pagesOf(database.global, table)) {
      const old = rows.filter(({ sealed }) => !vault.isCurrent(sealed))
      const written = await Promise.all(old.map((row) => table.put(database.global, row, anew(row))))
      rotated += written.reduce((sum, { count }) => sum + count, 0)
    }
  }
  return rotated
}

async function rotateConnections(services: Services, organizationId: string, now: Date): Promise<number> {
  const { vault } = services
  const ctx = await systemContext(services, organizationId, now)
  const { kinds } = await write(ctx, 'secret.rotate', async ({ sql }) => {
    const rows = await sql<OfConnection[]>`${connectionsOf({ sql })} for update`
    const old = rows.filter(({ sealed }) => !vault.isCurrent(sealed))
    for (const { id, kind, sealed } of old) {
      const about = sealedFor.connection(organizationId, kind)
      await sql`update connection set secret_sealed = ${vault.seal(vault.open(sealed, about), about)} where id = ${id}`
    }
    const kinds = old.map(({ kind }) => kind)
    const subject = { type: 'connection', id: null, label: kinds.join(', ') }
    return { kinds, subject, before: null, after: kinds.length > 0 ? { secretsSealedAnew: kinds.length } : null }
  })
  return kinds.length
}

async function rotateTable(services: Services, organizationId: string, table: OrganisationTable, now: Date): Promise<number> {
  const { vault } = services
  const ctx = await systemContext(services, organizationId, now)
  const { rotated } = await write(ctx, 'secret.rotate', async (tx) => {
    let rotated = 0
    for await (const rows of batches((after) => tx.sql<PageRows>`${table.page(tx, organizationId, after)} for no key update`)) {
      const old = rows.filter(({ sealed }) => !vault.isCurrent(sealed))
      await table.put(
        tx,
        old.map(({ id, about, sealed }) => ({ id, sealed: vault.seal(vault.open(sealed, about), about) })),
      )
      rotated += old.length
    }
    const subject = { type: table.subject, id: null }
    return { rotated, subject, before: null, after: rotated > 0 ? { secretsSealedAnew: rotated } : null }
  })
  return rotated
}
