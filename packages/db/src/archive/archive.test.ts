import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { newId } from '../ids.ts'
import { migrate } from '../migrate.ts'
import { plant, type TestDatabase, testDatabase } from '../testing/index.ts'
import { tablesOf } from './catalog.ts'
import { ArchiveManifest, manifestEntry } from './format.ts'
import { ArchiveProblem, backUp, restore } from './index.ts'
import { knownMigrations, migrateAsFarAs } from './older-schema.ts'
import { writeArchive } from './pack.ts'
import { onOneConnection } from './session.ts'
import { sumOf } from './table-text.ts'
import { entriesOf } from './unpack.ts'

const now = new Date('2026-06-11T09:42:00Z')
const productVersion = '0.1.0'
const folder = mkdtempSync(join(tmpdir(), 'lembur-archive-'))
afterAll(() => rmSync(folder, { recursive: true }))

let serial = 0
const newFile = () => join(folder, `${++serial}.lembur`)

const sumsOf = (url: string) =>
  onOneConnection(url, async (connection) => {
    const sums = []
    for (const table of await tablesOf(connection)) sums.push(await sumOf(connection, table))
    return sums
  })

const asOwner = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** A plant with requests, a stored file that is not text, a session, and a waiting job. */
async function filled(): Promise<TestDatabase> {
  const test = await testDatabase(inject('databaseUrl'))
  const { organization, employees, projects } = await plant(test.database)
  await asOwner(test.url, async (sql) => {
    const user = newId()
    await sql`insert into "user" (id, username, display_name) values (${user}, 'dewi', ${'Dewi "D" \\ Lestari\t陈伟'})`
    const family = newId()
    await sql`insert into sign_in (id, user_id, active_organization_id, way) values (${family}, ${user}, ${organization.id}, 'password')`
    await sql`insert into user_session (id, user_id, active_organization_id, kind, family_id, expires_at) values ('hash', ${user}, ${organization.id}, 'browser', ${family}, now())`
    const bytes = Buffer.from(Array.from({ length: 9000 }, (_, index) => (index * 7) % 256))
    await sql`insert into stored_file (organization_id, id, media_type, sha256, size, bytes)
      values (${organization.id}, ${newId()}, 'application/pdf', ${createHash('sha256').update(bytes).digest('hex')}, ${bytes.length}, ${bytes})`
    await sql`
      insert into overtime_request (organization_id, id, number_year, number, employee_id, project_id, work_date, start_minute, end_minute,
        starts_at, ends_at, break_minutes, minutes, kind, reason, detail)
      select ${organization.id}, uuidv7(), 2026, day, ${employees.rizky.id}, ${projects.fixture.id}, date '2026-01-01' + day, 1040, 1160,
        timestamptz '2026-01-01T10:20Z' + day * interval '1 day', timestamptz '2026-01-01T12:20Z' + day * interval '1 day', 0, 120,
        'weekday', 'Line' || chr(10) || day, '\\N'
      from generate_series(1, 3000) day`
    const policy = newId()
    await sql`insert into policy (organization_id, id, name) values (${organization.id}, ${policy}, 'Batam plant')`
    await sql`insert into policy_version (organization_id, id, policy_id, number, state, layer, effective_from, published_at)
      values (${organization.id}, ${newId()}, ${policy}, 1, 'published', ${sql.json({ extends: { pack: 'ID' }, patch: {} })}, '2026-01-26', ${now})`
    await sql`insert into event (organization_id, topic, action) values (${organization.id}, 'overtime', 'submitted')`
    await sql`insert into pgboss.job (name, data) values ('upkeep.merge-totals', '{}')`
  })
  return test
}

describe('an archive', () => {
  let source: TestDatabase
  let file: string
  const emptied: TestDatabase[] = []
  const anEmpty = async () => {
    const test = await testDatabase(inject('databaseUrl'))
    emptied.push(test)
    return test
  }
  beforeAll(async () => {
    source = await filled()
    file = newFile()
    await backUp(source.url, file, { productVersion, now })
  })
  afterAll(async () => {
    for (const test of [source, ...emptied]) await test.drop()
  })

  it('is for its owner only, and never written over', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file)
    await expect(backUp(source.url, file, { productVersion, now })).rejects.toThrow(/is there already/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('makes the round trip: every table has its hash, sequences go on, triggers do not fire again', async () => {
    const target = await anEmpty()
    const { manifest, replaced } = await restore(target.url, file)
    expect(replaced).toBe(false)
    const sums = await sumsOf(target.url)
    const sessions = ['sign_in', 'user_session']
    const others = (all: typeof sums) => all.filter(({ name }) => !sessions.includes(name))
    expect(others(sums)).toEqual(others(await sumsOf(source.url)))
    expect(others(sums)).toEqual(others(manifest.tables))
    expect(sums.find(({ name }) => name === 'overtime_delta')?.rows).toBe(3000)
    await asOwner(target.url, async (sql) => {
      const [next] = await sql`select nextval('event_id_seq')::int as event, nextval('overtime_delta_sequence_seq')::int as delta`
      expect(next).toEqual({ event: 2, delta: 3001 })
      await sql`update overtime_request set minutes = 60, break_minutes = 60 where number = 1`
      expect((await sql`select count(*)::int as count from overtime_delta`)[0]?.count, 'the trigger works again').toBe(3002)
    })
  })

  it('takes published versions along, also over others that are there, and they stay as they are', async () => {
    const target = await filled()
    emptied.push(target)
    await restore(target.url, file, { replace: true })
    await asOwner(target.url, async (sql) => {
      const versions = await sql`select policy.name, number, state, layer from policy_version join policy on policy.id = policy_id`
      expect([...versions]).toEqual([{ name: 'Batam plant', number: 1, state: 'published', layer: { extends: { pack: 'ID' }, patch: {} } }])
      const kept = /policy_version is kept as it was written/
      await expect(sql`update policy_version set note = 'later'`.execute()).rejects.toThrow(kept)
      await expect(sql`delete from policy_version`.execute()).rejects.toThrow(kept)
    })
  })

  it('lets nobody stay signed in and leaves no job of another time', async () => {
    const target = await filled()
    emptied.push(target)
    await restore(target.url, file, { replace: true })
    await asOwner(target.url, async (sql) => {
      expect(await sql`select id from sign_in`).toEqual([])
      expect(await sql`select id from pgboss.job where name = 'upkeep.merge-totals'`).toEqual([])
    })
  })

  it('takes the place of other data only when told to', async () => {
    const target = await filled()
    emptied.push(target)
    const before = await sumsOf(target.url)
    await expect(restore(target.url, file)).rejects.toThrow(/has data/)
    expect(await sumsOf(target.url)).toEqual(before)
    expect((await restore(target.url, file, { replace: true })).replaced).toBe(true)
    expect((await sumsOf(target.url)).find(({ name }) => name === 'organization')).toEqual(
      (await sumsOf(source.url)).find(({ name }) => name === 'organization'),
    )
  })

  it('is one snapshot: what is written meanwhile is not in it', async () => {
    const busy = await filled()
    emptied.push(busy)
    const during = newFile()
    let isWritten = false
    const manifest = await backUp(busy.url, during, {
      productVersion,
      now,
      onTable: async () => {
        if (!isWritten) await asOwner(busy.url, (sql) => sql`delete from overtime_request`)
        isWritten = true
      },
    })
    expect(manifest.tables.find(({ name }) => name === 'overtime_request')?.rows).toBe(3000)
  })

  describe('that is not sound', () => {
    let target: TestDatabase
    let before: Awaited<ReturnType<typeof sumsOf>>
    beforeEach(async () => {
      target ??= await filled()
      before ??= await sumsOf(target.url)
    })
    afterAll(() => target.drop())
    const refused = async (bad: string, reason: RegExp) => {
      const error = await restore(target.url, bad, { replace: true }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ArchiveProblem)
      expect(String(error)).toMatch(reason)
      expect(await sumsOf(target.url), 'the old data is untouched').toEqual(before)
    }

    it('is refused where a byte of a table differs', async () => {
      const tar = gunzipSync(readFileSync(file))
      tar[tar.indexOf('Rizky Pratama')] = 'P'.charCodeAt(0)
      const bad = newFile()
      writeFileSync(bad, gzipSync(tar))
      await refused(bad, /the table employee is not what was saved/)
    })

    it('is refused where its compressed bytes are damaged', async () => {
      const bytes = readFileSync(file)
      bytes.fill(0xaa, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 64)
      const bad = newFile()
      writeFileSync(bad, bytes)
      await refused(bad, /is damaged/)
    })

    it.each([0.1, 0.6, 0.999])('is refused where it was cut off at %s of its length', async (share) => {
      const bad = newFile()
      writeFileSync(bad, readFileSync(file))
      truncateSync(bad, Math.floor(statSync(file).size * share))
      await refused(bad, /is damaged/)
    })

    it('is refused where its end is missing, though the rest is sound', async () => {
      const bad = newFile()
      await rewritten(bad, (entries) => entries.slice(0, -1))
      await refused(bad, /its end is missing/)
    })

    it('is refused where it is something else, or not there', async () => {
      const bad = newFile()
      writeFileSync(bad, 'Some text, long enough to be read as the beginning of something else. '.repeat(40))
      await refused(bad, /is damaged or no archive/)
      await refused(join(folder, 'nothing.lembur'), /cannot be read \(ENOENT\)/)
    })

    it('is refused where rows refer to nothing, though its sums are right', async () => {
      const bad = newFile()
      await rewritten(bad, (entries) => {
        const kept = entries.filter(({ name }) => !name.startsWith('tables/project/'))
        const none = { name: 'project', rows: 0, bytes: 0, sha256: createHash('sha256').digest('hex') }
        return kept.map((entry) => {
          if (entry.name !== manifestEntry) return entry
          const manifest = ArchiveManifest.parse(JSON.parse(entry.bytes.toString()))
          const tables = manifest.tables.map((sum) => (sum.name === 'project' ? none : sum))
          return { ...entry, bytes: Buffer.from(JSON.stringify({ ...manifest, tables })) }
        })
      })
      await refused(bad, /refuses the rows of overtime_request .*overtime_request_project/)
    })

    it('leaves the old data where the restore is broken off', async () => {
      const ended = restore(target.url, file, {
        replace: true,
        onTable: () => {
          throw new Error('broken off')
        },
      })
      await expect(ended).rejects.toThrow('broken off')
      expect(await sumsOf(target.url)).toEqual(before)
    })

    it('leaves the old data where the connection is lost in the middle', async () => {
      const ended = restore(target.url, file, {
        replace: true,
        onTable: async () => {
          await asOwner(
            inject('databaseUrl'),
            (sql) =>
              sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lembur-archive' and datname = ${new URL(target.url).pathname.slice(1)}`,
          )
        },
      })
      await expect(ended).rejects.toThrow(/connection to the database was lost/)
      expect(await sumsOf(target.url)).toEqual(before)
    })
  })
})

describe('an archive of another release', () => {
  const databases: string[] = []
  const anUnmigrated = async () => {
    const name = `test_archive_${process.pid}_${++serial}`
    await asOwner(inject('databaseUrl'), (sql) => sql.unsafe(`create database ${name}`))
    databases.push(name)
    const url = new URL(inject('databaseUrl'))
    url.pathname = `/${name}`
    return url.href
  }
  afterAll(() =>
    asOwner(inject('databaseUrl'), async (sql) => {
      for (const name of databases) await sql.unsafe(`drop database ${name} with (force)`)
    }),
  )

  it('that is older goes into a database without tables, which is migrated afterwards; never into a newer one', async () => {
    const old = await anUnmigrated()
    await migrateAsFarAs(old, 3)
    await asOwner(old, (sql) => sql`insert into "user" (id, username, display_name) values (${newId()}, 'old', 'Old')`)
    const file = newFile()
    await backUp(old, file, { productVersion: '0.0.1', now })

    const newer = await anUnmigrated()
    await migrate(newer)
    await expect(restore(newer, file)).rejects.toThrow(/of an older release \(3 migrations/)

    const fresh = await anUnmigrated()
    await restore(fresh, file)
    await asOwner(fresh, async (sql) => {
      expect(await sql`select username from "user"`).toEqual([{ username: 'old' }])
      const [applied] = await sql`select count(*)::int as count from drizzle.__drizzle_migrations`
      expect(applied?.count).toBeGreaterThan(3)
    })
  })

  it('that is newer, or of another branch, is refused', async () => {
    const old = await anUnmigrated()
    await migrateAsFarAs(old, 3)
    const file = newFile()
    await backUp(old, file, { productVersion, now })
    for (const [schema, reason] of [
      [{ migrations: 999, hash: 'a' }, /made by a newer release \(999 migrations/],
      [{ migrations: 3, hash: 'another' }, /another branch/],
      [{ migrations: 4, hash: knownMigrations()[3] }, /run "npm run lembur -- migrate" first/],
    ] as const) {
      const other = newFile()
      await rewritten(
        other,
        (entries) => entries.map((entry) => (entry.name === 'archive.json' ? { ...entry, bytes: withSchema(entry.bytes, schema) } : entry)),
        file,
      )
      await expect(restore(old, other, { replace: true })).rejects.toThrow(reason)
    }
  })

  it('cannot be made without tables, nor by a role that row-level security hides rows from', async () => {
    const url = await anUnmigrated()
    await expect(backUp(url, newFile(), { productVersion, now })).rejects.toThrow(/no tables of Lembur/)
    await migrate(url)
    const role = `archive_${process.pid}`
    await asOwner(url, (sql) => sql.unsafe(`create role ${role} login password 'archive' in role lembur_app`))
    const asRole = new URL(url)
    asRole.username = role
    asRole.password = 'archive'
    await expect(backUp(asRole.href, newFile(), { productVersion, now })).rejects.toThrow(/Row-level security hides rows/)
    await asOwner(url, (sql) => sql.unsafe(`drop role ${role}`))
  })
})

type Entry = { name: string; bytes: Buffer }

/** Writes an archive anew with other entries. */
async function rewritten(to: string, change: (entries: Entry[]) => Entry[], from = join(folder, '1.lembur')) {
  const entries: Entry[] = []
  for await (const entry of entriesOf(from)) entries.push(entry)
  await writeArchive(to, now, async (add) => {
    for (const { name, bytes } of change(entries)) await add(name, bytes)
  })
}

const withSchema = (bytes: Buffer, schema: object) => Buffer.from(JSON.stringify({ ...JSON.parse(bytes.toString()), schema }))
