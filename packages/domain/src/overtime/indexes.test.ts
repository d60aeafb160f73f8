import { ForecastOvertime, InboxOvertime, ListOvertime } from '@lembur/contracts/overtime'
import { connect, type Database } from '@lembur/db'
import { plant } from '@lembur/db/testing'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { somebody } from '../testing/overtime.ts'
import { forecastOvertime, getOvertime, inboxOfOvertime, listOvertime, recentDays } from './index.ts'

let here: World
let superuser: postgres.Sql
/** One connection, so that what it has counted can be asked for at once. */
let single: Database
let admin: Ctx
let staff: Ctx
let leader: Ctx
let anId: string

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  superuser = postgres(here.test.adminUrl, { max: 1, onnotice: () => undefined })
  single = connect(here.test.url, { max: 1 })
  const other = await plant(here.test.database)
  await load(here.plant.organization.id, 20_000)
  await load(other.organization.id, 4_000)
  await superuser`vacuum analyze`
  const { rizky, agus } = here.plant.employees
  const byOne = (ctx: Ctx): Ctx => ({ ...ctx, services: { ...ctx.services, database: single } })
  admin = byOne(await here.actor('ptb_admin'))
  staff = byOne(await here.actor('staff', rizky))
  leader = byOne(await here.actor('staff', null, [{ permission: 'overtime.decide', departmentId: agus.departmentId }]))
  await somebody(admin, { name: 'Zulkifli, who files nothing' })
  anId = (await listOvertime(admin, ListOvertime.parse({ pageSize: 1 }))).results[0]!.id
})
afterAll(async () => {
  await single.end()
  await superuser.end()
  await here.end()
})

/** So many requests over three years for a hundred people; one in forty still waits. */
async function load(organizationId: string, count: number): Promise<void> {
  await superuser`select set_config('app.organization_id', ${organizationId}, false)`
  await superuser`
    insert into employee (organization_id, id, worker_id, name, department_id)
    select ${organizationId}, uuidv7(), 'X' || n, 'Employee ' || n, (select id from department where organization_id = ${organizationId} order by n % 2 = 0, code offset n % 2 limit 1)
    from generate_series(1, 97) n`
  await superuser`
    with people as (select id, department_id, row_number() over (order by id) - 1 as place from employee where organization_id = ${organizationId}),
      projects as (select id, row_number() over (order by id) - 1 as place from project where organization_id = ${organizationId})
    insert into overtime_request (organization_id, id, number_year, number, employee_id, department_id, project_id, work_date, start_minute, end_minute,
      starts_at, ends_at, break_minutes, minutes, kind, status, decided_at, reason, detail)
    select ${organizationId}, uuidv7(), 2024, n, people.id, people.department_id, projects.id, '2024-01-01'::date + n / 100 * 5, 1040, 1100,
      '2024-01-01'::date + n / 100 * 5 + interval '10 h', '2024-01-01'::date + n / 100 * 5 + interval '11 h', 0, 60, 'weekday',
      case when n % 40 = 0 then 'pending' else 'approved' end, case when n % 40 = 0 then null else now() end, 'Line 2 ramp', 'Rework'
    from generate_series(1, ${count}) n join people on people.place = n % 100 join projects on projects.place = n % 2`
}

type Scans = { whole: number; byIndex: Record<string, number>; entries: number }

async function counters() {
  await single.global`select pg_stat_force_next_flush()`
  await single.readOne(admin.actor.organizationId, (sql) => sql`select pg_stat_force_next_flush()`)
  const [table] = await superuser<
    { whole: number }[]
  >`select seq_scan::int as whole from pg_stat_user_tables where relname = 'overtime_request'`
  const indexes = await superuser<{ name: string; scans: number; entries: number }[]>`
    select indexrelname as name, idx_scan::int as scans, idx_tup_read::int as entries from pg_stat_user_indexes where relname = 'overtime_request'`
  return { whole: table!.whole, indexes }
}

/** How the table of requests was read: through the whole of it, or by which indexes and how many of their entries. */
async function scansOf(run: () => Promise<unknown>): Promise<Scans> {
  const before = await counters()
  await run()
  const after = await counters()
  const byIndex: Record<string, number> = {}
  let entries = 0
  for (const { name, ...now } of after.indexes) {
    const then = before.indexes.find((index) => index.name === name)!
    if (now.scans > then.scans) byIndex[name] = now.scans - then.scans
    entries += now.entries - then.entries
  }
  return { whole: after.whole - before.whole, byIndex, entries }
}

const list = (query: Partial<ListOvertime>, ctx: () => Ctx) => () => listOvertime(ctx(), ListOvertime.parse(query))
const month = { from: '2025-03-01', to: '2025-03-31' }

/** A page and a count that stops at 1,001 are what a list may read, with room for a join. */
const aPageAndItsCount = 2_100

describe('as the role that the product runs as, behind the wall, the table of requests is read by index', () => {
  it.each<[string, string, number, () => () => Promise<unknown>]>([
    ['the first page', 'overtime_request_by_date', aPageAndItsCount, () => list({}, () => admin)],
    ['a deep page by its cursor', 'overtime_request_by_date', aPageAndItsCount, () => list({ cursor: `2024-06-01~${anId}` }, () => admin)],
    ['a month', 'overtime_request_by_date', aPageAndItsCount, () => list(month, () => admin)],
    [
      'a month of a department in a state',
      'overtime_request_by_department',
      aPageAndItsCount,
      () => list({ ...month, departmentId: [here.plant.departments.assembly.id], status: ['approved'] }, () => admin),
    ],
    ['an employee', 'overtime_request_by_employee', 250, () => list({ employeeId: [here.plant.employees.agus.id] }, () => admin)],
    [
      'a month of a project',
      'overtime_request_by_project',
      aPageAndItsCount,
      () => list({ ...month, projectId: [here.plant.projects.ramp.id] }, () => admin),
    ],
    ['what waits', 'overtime_request_by_status', aPageAndItsCount, () => list({ status: ['pending'] }, () => admin)],
    ['one’s own', 'overtime_request_by_employee', 250, () => list({}, () => staff)],
    ['a search for a name', 'overtime_request_by_employee', 1_000, () => list({ search: 'Rizky' }, () => admin)],
    ['a search for one who files nothing', 'overtime_request_by_employee', 10, () => list({ search: 'Zulkifli' }, () => admin)],
    ['a search for a number', 'overtime_request_number', 10, () => list({ search: 'OT-2024-000123' }, () => admin)],
    ['the inbox of all', 'overtime_request_by_status', 3_000, () => () => inboxOfOvertime(admin, InboxOvertime.parse({}))],
    ['the inbox of a department', 'overtime_request_inbox', 3_000, () => () => inboxOfOvertime(leader, InboxOvertime.parse({}))],
    [
      'an employee’s sums',
      'overtime_request_by_employee',
      200,
      () => () =>
        forecastOvertime(
          admin,
          ForecastOvertime.parse({
            employeeId: here.plant.employees.agus.id,
            workDate: '2025-03-13',
            timeStart: '08:00',
            timeEnd: '09:00',
          }),
        ),
    ],
    [
      'an employee’s last days',
      'overtime_request_by_employee',
      50,
      () => () => recentDays(admin, { employeeId: here.plant.employees.agus.id, to: '2025-03-13' }),
    ],
    ['one request', 'overtime_request_key', 200, () => () => getOvertime(admin, { id: anId })],
  ])('%s: %s', async (_, index, most, of) => {
    const run = of()
    const inOrder = async () => {
      const { whole, byIndex, entries } = await scansOf(run)
      expect(whole).toBe(0)
      expect(Object.keys(byIndex)).toContain(index)
      expect(entries).toBeLessThanOrEqual(most)
    }
    await inOrder()
    // By then Postgres has settled for a plan of the prepared statement, which counts too.
    for (let turn = 0; turn < 6; turn++) await run()
    await inOrder()
  })
})
