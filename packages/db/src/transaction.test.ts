import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { connect, type Database, type Statement, type Tx } from './client.ts'
import { type Plant, plant, type TestDatabase, testDatabase } from './testing/index.ts'

let home: TestDatabase
let here: Plant
let one: Database

beforeAll(async () => {
  home = await testDatabase(inject('databaseUrl'))
  here = await plant(home.database)
  one = connect(home.url, { max: 1 })
})

afterAll(async () => {
  await one.end()
  await home.drop()
})

const tenant = () => ({ organizationId: here.organization.id })

const rename =
  (name: string) =>
  ({ sql }: Tx) =>
    sql`update employee set name = ${name} where id = ${here.employees.rizky.id}`

const nameNow = async () => {
  const [row] = await one.readOne<{ name: string }[]>(
    here.organization.id,
    (sql) => sql`select name from employee where id = ${here.employees.rizky.id}`,
  )
  return row?.name
}

describe('a transaction', () => {
  test('leaves nothing when it throws, and a clean connection to the next', async () => {
    const failing = one.transaction(tenant(), async (tx) => {
      await rename('Somebody else')(tx)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await nameNow()).toBe('Rizky Pratama')
  })

  test('leaves a clean connection after a statement that failed', async () => {
    await expect(one.transaction(tenant(), ({ sql }) => sql`select 1 / 0`)).rejects.toMatchObject({ code: '22012' })
    expect(await nameNow()).toBe('Rizky Pratama')
  })

  test('leaves a clean connection when its callback throws before its first promise', async () => {
    const thrown = one.read(tenant(), () => {
      throw new Error('at once')
    })
    await expect(thrown).rejects.toThrow('at once')
    expect(await nameNow()).toBe('Rizky Pratama')
  })

  test('is not taken for committed when a failure in it was swallowed', async () => {
    const swallowing = one.transaction(tenant(), async (tx) => {
      await rename('Somebody else')(tx)
      await tx.sql`select 1 / 0`.catch(() => undefined)
    })
    await expect(swallowing).rejects.toThrow('not committed')
    expect(await nameNow()).toBe('Rizky Pratama')
  })

  test('whose closing statement fails leaves nothing, and throws what stopped it', async () => {
    const last: Statement[] = []
    const failing = one.transaction(
      tenant(),
      async (tx) => {
        await rename('Somebody else')(tx)
        last.push(tx.sql`select 1 / 0`, tx.sql`select 1`)
      },
      () => last,
    )
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect(await nameNow()).toBe('Rizky Pratama')
  })

  test('is committed with its closing statements', async () => {
    for (const name of ['Rizky P. Pratama', 'Rizky Pratama']) {
      const last: Statement[] = []
      await one.transaction(
        tenant(),
        async (tx) => {
          last.push(rename(name)(tx))
        },
        () => last,
      )
      expect(await nameNow()).toBe(name)
    }
  })

  test('that only reads cannot write', async () => {
    await expect(one.read(tenant(), rename('Somebody else'))).rejects.toMatchObject({ code: '25006' })
  })

  test('refuses a statement that comes after its end, so that it never speaks in the next one', async () => {
    const kept = await one.read(tenant(), async (tx) => tx)
    expect(() => kept.sql`select 1`).toThrow('after the end')
    await expect(kept.db.execute('select 1')).rejects.toThrow()
  })

  test('sees its own organisation only, whoever had the connection before', async () => {
    const other = await plant(home.database)
    const count = (organizationId: string) =>
      one.read({ organizationId }, async ({ sql }) => (await sql<{ id: string }[]>`select id from organization`).map(({ id }) => id))
    for (const { id } of [here.organization, other.organization, here.organization]) expect(await count(id)).toEqual([id])
  })

  test('waits for a connection when all are taken', async () => {
    const names = await Promise.all(Array.from({ length: 20 }, nameNow))
    expect(new Set(names)).toEqual(new Set(['Rizky Pratama']))
  })
})

test('a query without an organisation is an error, not an empty answer', async () => {
  for (const table of ['organization', 'department', 'employee', 'project', 'overtime_limit']) {
    await expect(one.global.unsafe(`select 1 from ${table}`)).rejects.toMatchObject({ code: '42704' })
  }
})

test('instants come back as ISO 8601, dates as they are written, big numbers as numbers', async () => {
  const [row] = await one.readOne<{ at: string; day: string; big: number }[]>(
    here.organization.id,
    (sql) => sql`select '2026-06-11 16:42:00.5+07'::timestamptz as at, '2026-06-11'::date as day, 9007199254740991::bigint as big`,
  )
  expect(row).toEqual({ at: '2026-06-11T09:42:00.500Z', day: '2026-06-11', big: 9007199254740991 })
})

test('the end waits for what runs and then refuses', async () => {
  const short = connect(home.url, { max: 1 })
  const running = short.read(tenant(), ({ sql }) => sql<{ slept: string }[]>`select pg_sleep(0.3)::text as slept`)
  await short.end()
  expect(await running).toHaveLength(1)
  await expect(short.read(tenant(), async () => 1)).rejects.toThrow('closed')
})
