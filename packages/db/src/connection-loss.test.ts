import { createServer, connect as dial, type Socket } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { connect, type Database } from './client.ts'
import { type Plant, plant, type TestDatabase, testDatabase } from './testing/index.ts'

let home: TestDatabase
let here: Plant
let admin: postgres.Sql

beforeAll(async () => {
  home = await testDatabase(inject('databaseUrl'))
  here = await plant(home.database)
  admin = postgres(home.adminUrl, { max: 1, connection: { application_name: 'admin' } })
})

afterAll(async () => {
  await admin.end()
  await home.drop()
})

const tenant = () => ({ organizationId: here.organization.id })

const departments = (database: Database) =>
  database.read(tenant(), async ({ sql }) =>
    (await sql<{ code: string }[]>`select code from department order by code`).map(({ code }) => code),
  )

/** Ends every connection of a pool, as a restart of the database does. */
const killAll = (pool: string) => admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${pool}`

/** More than the pool has connections: one that is not given back would show. */
const rounds = [1, 2, 3, 4, 5]

describe('a connection that is lost', () => {
  let database: Database
  beforeAll(() => {
    database = connect(home.url, { max: 3, applicationName: 'victim' })
  })
  afterAll(() => database.end())

  test.each(rounds)('between two statements fails its transaction alone (%i)', async () => {
    const losing = database.transaction(tenant(), async ({ sql }) => {
      await sql`update department set name = 'before the loss'`
      await killAll('victim')
      await sql`update department set name = 'after the loss'`
    })
    await expect(losing).rejects.toThrow()
    expect(await departments(database)).toEqual(['ASSY-1', 'K390140R1C'])
  })

  test.each(rounds)('just before the commit is not taken for a commit (%i)', async () => {
    const losing = database.transaction(tenant(), async ({ sql }) => {
      await sql`update department set name = 'lost'`
      await killAll('victim')
    })
    await expect(losing).rejects.toThrow()
    const names = await admin`select name from department where name = 'lost'`
    expect(names).toHaveLength(0)
  })

  test.each(rounds)('under a whole flight of statements fails it once, without a stray rejection (%i)', async () => {
    const losing = database.read(tenant(), async ({ sql }) => {
      await sql`select 1`
      await Promise.all([sql`select pg_sleep(5)`, sql`select 1`, killAll('victim'), sql`select 2`])
    })
    await expect(losing).rejects.toThrow()
    expect(await departments(database)).toHaveLength(2)
  })

  test('while it was idle is replaced, and the next transaction succeeds or fails, but never hangs', async () => {
    for (const _ of rounds) {
      await Promise.all([departments(database), departments(database), departments(database)])
      await killAll('victim')
      await Promise.allSettled([departments(database), departments(database), departments(database)])
      expect(await departments(database)).toHaveLength(2)
    }
  })
})

test('rows of no organisation are found again after their connections were lost', async () => {
  const database = connect(home.url, { max: 2, applicationName: 'global-victim' })
  for (const _ of rounds) {
    const { global } = database
    await Promise.all([global`select id from "user"`, global`select id from "user"`])
    await killAll('global-victim')
    await Promise.allSettled([global`select id from "user" where id = ${here.organization.id}`, global`select 1`])
    // The driver may notice the loss of a connection only as it writes to it: one more question, and it has another.
    await vi.waitFor(async () => expect(await global`select 1 as one`).toEqual([{ one: 1 }]), { timeout: 15_000 })
  }
  await database.end()
})

test('a listener hears again after its connection was lost', async () => {
  const database = connect(home.url, { max: 1, applicationName: 'listening-victim' })
  const heard: string[] = []
  let connected = Promise.withResolvers<void>()
  const message = Promise.withResolvers<void>()
  await database.listen(
    'plant',
    (payload) => {
      heard.push(payload)
      message.resolve()
    },
    () => connected.resolve(),
  )
  await connected.promise
  connected = Promise.withResolvers<void>()
  await killAll('listening-victim')
  await connected.promise
  await admin.notify('plant', 'after the loss')
  await message.promise
  expect(heard).toEqual(['after the loss'])
  await database.end()
})

test('a database that is away is an error, and is found again when it is back', async () => {
  const { port } = new URL(home.url)
  const sockets = new Set<Socket>()
  const open = (at: number) =>
    new Promise<ReturnType<typeof createServer>>((resolve) => {
      const server = createServer((client) => {
        const upstream = dial(Number(port), '127.0.0.1')
        for (const [from, to] of [
          [client, upstream],
          [upstream, client],
        ] as const) {
          sockets.add(from)
          from.pipe(to)
          from.on('error', () => to.destroy())
          from.on('close', () => to.destroy())
        }
      })
      server.listen(at, '127.0.0.1', () => resolve(server))
    })
  const closed = (server: ReturnType<typeof createServer>) =>
    new Promise((resolve) => {
      server.close(resolve)
      for (const socket of sockets) socket.destroy()
    })

  const first = await open(0)
  const address = first.address()
  const proxied = new URL(home.url)
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  proxied.port = String(address.port)
  proxied.hostname = '127.0.0.1'
  const database = connect(proxied.href, { max: 2 })
  expect(await departments(database)).toHaveLength(2)
  await closed(first)
  for (const _ of rounds) await expect(departments(database)).rejects.toThrow()
  const second = await open(address.port)
  expect(await departments(database)).toHaveLength(2)
  await database.end()
  await closed(second)
})
