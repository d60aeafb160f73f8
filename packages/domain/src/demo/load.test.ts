import { randomUUID } from 'node:crypto'
import { ListPolicies } from '@lembur/contracts/policies'
import { type TestDatabase, testDatabase } from '@lembur/db/testing'
import { startSender } from '@lembur/jobs/sender'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openGate, signIn } from '../identity/index.ts'
import { plainServices, systemContext } from '../kernel/index.ts'
import { inboxOfOvertime, overtimeStatistics } from '../overtime/index.ts'
import { describePolicy, listPolicies, policyInForce } from '../policy/index.ts'
import { demoAccounts, demoPassword, loadDemoIfEmpty } from './index.ts'

/** A Thursday, 16:42 at the plant. */
const now = new Date('2026-06-11T09:42:00Z')
const requests = 600

async function loaded() {
  const test = await testDatabase(inject('databaseUrl'))
  const owner = postgres(test.adminUrl, { max: 1, onnotice: () => undefined })
  const end = async () => {
    await owner.end()
    await test.drop()
  }
  return { test, owner, end }
}

describe('demo data', () => {
  let test: TestDatabase
  let owner: postgres.Sql
  let end: () => Promise<void>
  const count = async (table: string) => (await owner`select count(*)::int as count from ${owner(table)}`)[0]!.count

  beforeAll(async () => {
    ;({ test, owner, end } = await loaded())
    const both = await Promise.all([loadDemoIfEmpty(test.url, { now, requests }), loadDemoIfEmpty(test.url, { now, requests })])
    expect(both.map((result) => result.loaded).toSorted(), 'two at once: one loads').toEqual([false, true])
    expect(both.every((result) => result.demo)).toBe(true)
  })
  afterAll(() => end())

  it('is one plant with its people, rules, texts and requests', async () => {
    const [plant] = await owner`select slug, is_demo, app_name, app_acronym from organization`
    expect(plant).toEqual({ slug: 'ptb', is_demo: true, app_name: 'Lembur', app_acronym: 'PTB' })
    const tables = ['department', 'employee', 'project', 'overtime_request', 'regulation_document', 'membership']
    expect(await Promise.all(tables.map(count))).toEqual([6, 120, 30, requests, 1, demoAccounts.length])
    const statuses = await owner`select distinct status from overtime_request order by status`
    expect(statuses.map(({ status }) => status)).toEqual(['approved', 'pending', 'rejected', 'withdrawn'])
  })

  it('has a policy that held for everybody from the first request on, and a draft that could be published', async () => {
    const jobs = await startSender(test.url)
    const [plant] = await owner`select id from organization`
    const ctx = await systemContext(plainServices(test.database, jobs), plant!.id, now)
    const [first] = await owner`select min(work_date)::text as date from overtime_request`
    expect(await policyInForce(ctx, { date: first?.date })).toMatchObject({
      policyName: 'Batam plant',
      versionNumber: 1,
      decidedBy: 'organisation',
    })
    const [policy] = (await listPolicies(ctx, ListPolicies.parse({}))).results
    expect(policy).toMatchObject({ versions: 2, assignments: 1, inForce: { number: 1 }, draft: { number: 2 } })
    for (const version of [policy?.inForce, policy?.draft])
      expect((await describePolicy(ctx, { versionId: version?.id })).problems).toEqual([])
    await jobs.stop()
  })

  it('is left alone by a second load', async () => {
    expect(await loadDemoIfEmpty(test.url, { now: new Date() })).toEqual({ loaded: false, demo: true })
    expect(await count('overtime_request')).toBe(requests)
  })

  it('tells a database that is in use from a demo', async () => {
    await owner`update organization set is_demo = false`
    expect(await loadDemoIfEmpty(test.url, { now })).toEqual({ loaded: false, demo: false })
    await owner`update organization set is_demo = true`
  })

  it.each(['user', 'staff', 'ptb_admin', 'superadmin', 'developer'])('lets %s sign in, as an employee', async (username) => {
    const jobs = await startSender(test.url)
    const gate = await openGate(plainServices(test.database, jobs))
    const visit = { origin: { requestId: randomUUID(), ip: '127.0.0.1', userAgent: null }, now }
    const { ctx } = await signIn(gate, visit, { username, password: demoPassword, remember: false })
    expect(ctx.actor).toMatchObject({ role: username, employeeId: expect.any(String) })
    await jobs.stop()
  })

  it('has a timeline for each request, ending in its status, and its number in order of filing', async () => {
    const wrong = await owner`
      select request.id from overtime_request request
      left join lateral (
        select count(*)::int as steps, (array_agg(after ->> 'status' order by at desc) filter (where after ? 'status'))[1] as last
        from activity where subject_type = 'overtime' and subject_id = request.id::text) told on true
      where told.steps <> request.version or told.last <> request.status`
    expect(wrong).toEqual([])
    const [numbers] = await owner`
      select count(*)::int as gaps from (
        select number - lag(number) over (partition by number_year order by number) as step from overtime_request) steps
      where step <> 1`
    expect(numbers?.gaps).toBe(0)
  })

  it('adds up: the merged totals are the sums of the rows', async () => {
    const rows = await owner`
      select work_date, department_id, kind, status, sum(minutes) as minutes, count(*)::int as requests
      from overtime_request group by 1, 2, 3, 4 order by 1, 2, 3, 4`
    const totals = await owner`select work_date, department_id, kind, status, minutes, requests from total_day order by 1, 2, 3, 4`
    expect(totals).toEqual(rows)
    expect(await count('overtime_delta')).toBe(0)
  })

  it('gives the approver an inbox with findings and the statistics something to say', async () => {
    const [plant] = await owner`select id from organization`
    const jobs = await startSender(test.url)
    const ctx = await systemContext(plainServices(test.database, jobs), plant!.id, now)
    const inbox = await inboxOfOvertime(ctx, { limit: 100 })
    const codes = new Set(inbox.results.flatMap(({ findings }) => findings.map(({ code }) => code)))
    expect([...codes]).toEqual(expect.arrayContaining(['over_week', 'over_day', 'advised_week', 'past_midnight', 'holiday']))
    const projects = await overtimeStatistics(ctx, { from: '2026-05-26', to: '2026-06-25', groupBy: 'project', limit: 5 })
    expect(projects.rows).toHaveLength(5)
    await jobs.stop()
  })

  it('tells people of what happened and leaves three notices unread', async () => {
    const unread = await owner`
      select person.username, count(*)::int as unread from notification notice join "user" person on person.id = notice.user_id
      where read_at is null group by 1 order by 1`
    expect(unread.map(({ username }) => username)).toEqual(expect.arrayContaining(['developer', 'ptb_admin', 'superadmin', 'user']))
    expect(unread.every((row) => row.unread <= 3)).toBe(true)
  })

  it('has the workbooks of the newest dates and of both periods built', async () => {
    const jobs = await owner`select name, data from pgboss.job where state = 'created'`
    expect(jobs.filter(({ name }) => name === 'report.rebuild-daily').length).toBeGreaterThanOrEqual(10)
    const periods = jobs.filter(({ name }) => name === 'report.rebuild-period').map(({ data }) => data.start)
    expect(periods.toSorted()).toEqual(['2026-04-26', '2026-05-26'])
  })
})

it('loads the same data for the same instant, but for the salt of the passwords', async () => {
  const dumps = []
  for (let turn = 0; turn < 2; turn++) {
    const { test, owner, end } = await loaded()
    await loadDemoIfEmpty(test.url, { now, requests: 300 })
    const tables = ['organization', 'employee', 'overtime_request', 'overtime_break', 'notification', 'regulation_document', 'membership']
    const contents = tables.map(async (table) => (await owner`select * from ${owner(table)} order by id`).map((row) => row))
    const audit = owner`select * from activity where subject_type = 'overtime' order by id`
    dumps.push([...(await Promise.all(contents)), [...(await audit)]])
    await end()
  }
  expect(dumps[0]).toEqual(dumps[1])
})

it('loads all or nothing: a load that breaks off leaves an empty database', async () => {
  const { test, owner, end } = await loaded()
  const breakOff = () => {
    throw new Error('broken off')
  }
  await expect(loadDemoIfEmpty(test.url, { now, requests: 300, onProgress: breakOff })).rejects.toThrow('broken off')
  expect(await owner`select id from "user" union all select id from organization`).toEqual([])
  expect(await loadDemoIfEmpty(test.url, { now, requests: 300 })).toEqual({ loaded: true, demo: true })
  await end()
})
