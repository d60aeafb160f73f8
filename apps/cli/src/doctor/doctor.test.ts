import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@lembur/db'
import { type TestDatabase, testDatabase } from '@lembur/db/testing'
import { demoPassword, loadDemoIfEmpty } from '@lembur/domain/demo'
import { createUser } from '@lembur/domain/identity'
import { plainServices } from '@lembur/domain/kernel'
import { createOrganization } from '@lembur/domain/organization'
import { startSender } from '@lembur/jobs/sender'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { lembur } from '../testing/lembur.ts'
import { checkClock } from './clock.ts'
import { checkDatabase } from './database.ts'
import type { Finding } from './finding.ts'
import { checkOrganisations } from './organisations.ts'
import { checkQueue } from './queue.ts'
import { checkUndelivered } from './undelivered.ts'

const folder = mkdtempSync(join(tmpdir(), 'lembur-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const troubles = (findings: Finding[]) => findings.filter(({ state }) => state !== 'ok').map(({ state, text }) => `${state}: ${text}`)

let test: TestDatabase
let sql: postgres.Sql
const renew = async () => {
  test = await testDatabase(inject('databaseUrl'))
  sql = postgres(test.adminUrl, { max: 1, onnotice: () => undefined })
}
const end = async () => {
  await sql.end()
  await test.drop()
}

describe('the database', () => {
  beforeEach(renew)
  afterEach(end)

  it('is well when it has been migrated', async () => {
    const findings = await checkDatabase(sql)
    expect(troubles(findings)).toEqual([])
    expect(findings).toHaveLength(4)
  })

  it.each([
    ['delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)', /migrations are missing/],
    [`update drizzle.__drizzle_migrations set hash = 'another' where id = 2`, /migration 2 is not this release's/],
    [`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 99999999999999)`, /this release has/],
    ['alter table overtime_request no force row level security', /row-level security is not forced on overtime_request/],
    ['drop policy tenant on employee', /row-level security is not forced on employee/],
    ['revoke insert on project from lembur_app', /lacks rights on project/],
  ])('is not after: %s', async (harm, told) => {
    await sql.unsafe(harm)
    expect(troubles(await checkDatabase(sql))).toEqual([expect.stringMatching(told)])
  })
})

describe('the queue', () => {
  beforeAll(renew)
  afterAll(end)

  it('misses a worker until one is connected', async () => {
    const alone = await checkQueue(sql)
    expect(troubles(alone)).toEqual([expect.stringMatching(/^warn: no worker is connected/)])
    // The Node of the machine may be too old for it.
    expect(alone.find(({ state }) => state === 'warn')?.advice).toContain('"node_modules/.bin/node apps/worker/src/main.ts"')
    const worker = connect(test.url, { max: 1, applicationName: 'lembur-worker' })
    await worker.global`select 1`
    expect(troubles(await checkQueue(sql))).toEqual([])
    await worker.end()
  })

  it('tells of jobs that wait too long and of jobs that were given up', async () => {
    await sql`insert into pgboss.job (name, data, start_after) values ('upkeep.sweep', '{}', now() - interval '12 minutes')`
    await sql`insert into pgboss.job (name, data) values ('dead-letter', '{}')`
    expect(troubles(await checkQueue(sql)).slice(1)).toEqual([
      'warn: 1 jobs wait for more than 5 minutes, the oldest for 12',
      'warn: jobs were given up: 1 × unknown',
    ])
  })

  it('is not whole without each queue', async () => {
    await sql`delete from pgboss.job`
    await sql`delete from pgboss.queue where name = 'report.deliver'`
    expect(troubles(await checkQueue(sql))[0]).toBe('fail: there is no queue for report.deliver')
  })
})

describe('the organisations', () => {
  beforeEach(renew)
  afterEach(end)

  it('are missing at first', async () => {
    expect(troubles(await checkOrganisations(test.database))).toEqual([expect.stringMatching(/^warn: there is no organisation yet/)])
  })

  it('may be a demonstration with its known passwords', async () => {
    await loadDemoIfEmpty(test.url, { now: new Date('2026-06-11T09:42:00Z'), requests: 200 })
    expect(troubles(await checkOrganisations(test.database))).toEqual([])
  })

  it('may not be real ones that a known password opens', async () => {
    const { id } = await createOrganization(test.database, { slug: 'real', name: 'Real', now: new Date() })
    const jobs = await startSender(test.url)
    await createUser(plainServices(test.database, jobs), {
      organizationId: id,
      username: 'staff',
      password: 'another password',
      role: 'staff',
    })
    expect(troubles(await checkOrganisations(test.database))).toEqual([])
    await createUser(plainServices(test.database, jobs), {
      organizationId: id,
      username: 'developer',
      password: demoPassword,
      role: 'developer',
    })
    expect(troubles(await checkOrganisations(test.database))).toEqual(['fail: the demonstration password opens developer'])
    await jobs.stop()
  })
})

describe('what has not been delivered', () => {
  beforeAll(renew)
  afterAll(end)

  it('is told by number, with the newest reason', async () => {
    const { id } = await createOrganization(test.database, { slug: 'real', name: 'Real', now: new Date() })
    expect(troubles(await checkUndelivered(test.database))).toEqual([])
    for (const [day, reason] of [
      ['2026-06-11', 'The share is away.'],
      ['2026-06-12', 'The share has no space left.'],
    ])
      await sql`
        insert into report_file (organization_id, id, kind, start_date, end_date, file_name, folder, state, state_reason, updated_at)
        values (${id}, uuidv7(), 'daily-form', ${day!}, ${day!}, 'a.xlsx', 'a', 'failed', ${reason!}, ${day!})`
    expect(troubles(await checkUndelivered(test.database))).toEqual([
      'fail: 2 workbooks of real failed, the newest because: The share has no space left.',
    ])
  })
})

describe('the clock', () => {
  beforeAll(renew)
  afterAll(end)

  it.each([
    [0, 'ok'],
    [30_000, 'warn'],
    [600_000, 'fail'],
  ])('%i ms from the database is %s', async (off, state) => {
    expect((await checkClock(sql, () => Date.now() + off)).state).toBe(state)
  })
})

describe('doctor', () => {
  beforeAll(renew)
  afterAll(end)
  const run = (args: string[], env: NodeJS.ProcessEnv) => lembur(['doctor', ...args], { env: { DATA_DIR: folder, ...env } })

  it('looks at everything, for people and for programs', async () => {
    const env = { DATABASE_URL: test.url }
    const [people, programs] = await Promise.all([run([], env), run(['--json'], env)])
    expect(people).toMatchObject({ code: 0, err: '' })
    expect(people.out).toContain('Lembur can run')
    const { ok, findings } = JSON.parse(programs.out) as { ok: boolean; findings: Finding[] }
    expect(ok).toBe(true)
    expect(new Set(findings.map(({ area }) => area))).toEqual(
      new Set(['versions', 'disk', 'database', 'queue', 'clock', 'data', 'share', 'secrets']),
    )
    expect(findings.filter(({ state, advice }) => state !== 'ok' && !advice)).toEqual([])
  })

  it('exits with 1 and says what to do where something is broken, and still looks at the rest', async () => {
    const away = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/nothing', SHARE_FOLDER: join(folder, 'not-mounted') }
    const { code, out } = await run([], away)
    expect(code).toBe(1)
    expect(out).not.toContain('pnpm lembur')
    expect(out).toMatch(/^fail {2}database {2}The database does not answer \(ECONNREFUSED\)/m)
    expect(out).toMatch(/^fail {2}share {5}The folder .*not-mounted is not there/m)
    expect(out).toContain('2 things must be put right')
  })
})
