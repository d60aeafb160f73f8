import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rebuildReports, reportCentre } from '@lembur/domain/report'
import { soon } from '@lembur/domain/testing'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Workplace, workplace } from './testing/workplace.ts'

const entry = fileURLToPath(new URL('./main.ts', import.meta.url))
const rows = 50_000
const start = '2026-05-26'

describe('a worker that is killed', () => {
  let place: Workplace
  const children: ChildProcess[] = []

  beforeAll(async () => {
    place = await workplace(inject('databaseUrl'))
    await manyRequests(place)
  }, 120_000)
  afterEach(async () => {
    for (const child of children) await end(child, 'SIGKILL')
  })
  afterAll(() => place.end())

  /** The worker as it runs in production: a process of its own, set up by its environment. */
  async function spawnWorker(): Promise<ChildProcess> {
    const env = { ...process.env, DATABASE_URL: place.test.url, SHARE: 'folder', SHARE_FOLDER: place.folder }
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    children.push(child)
    expect(await once(child, 'message')).toEqual([{ type: 'ready' }, undefined])
    return child
  }
  async function end(child: ChildProcess, signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const form = async () => (await reportCentre(place.admin, { date: start })).periodForm
  const storedFiles = () =>
    place.services.database.read({ organizationId: place.plant.organization.id }, ({ sql }) =>
      sql<{ count: number }[]>`select count(*)::int as count from stored_file`.then(([row]) => row!.count),
    )
  /** Whether the lock of a build is held: then its rows are being read and written. */
  async function isBuilt(id: string): Promise<boolean> {
    const [row] = await place.services.database.global<{ held: boolean }[]>`
      select exists (
        select from pg_locks where locktype = 'advisory' and granted
          and (classid::bigint << 32) + objid::bigint = hashtextextended(${`report/${id}`}, 0)) as held`
    return row!.held
  }

  it('leaves no half file, and another runs the job again', async () => {
    await rebuildReports(place.admin, { date: start, wholePeriod: false })
    const doomed = await spawnWorker()
    await soon(async () => {
      const file = await form()
      expect(file?.state).toBe('building')
      expect(await isBuilt(file!.id)).toBe(true)
    })
    await end(doomed, 'SIGKILL')
    expect(await form()).toMatchObject({ state: 'building', version: 0, downloadable: false })
    expect(await storedFiles()).toBe(0)
    expect(await readdir(place.folder)).toEqual([])

    const next = await spawnWorker()
    await soon(async () => {
      const { periodForm, periodSummary } = await reportCentre(place.admin, { date: start })
      expect(periodForm).toMatchObject({ state: 'delivered', rows, version: 1 })
      expect(periodSummary).toMatchObject({ state: 'delivered', rows, version: 1 })
    }, 120_000)
    const names = await readdir(join(place.folder, '2026-05-26_2026-06-25'))
    expect(names.sort()).toEqual(['~2026_05_26-2026_06_25OT.xlsx', '~2026_05_26-2026_06_25OTSummary.xlsx'])
    await end(next, 'SIGTERM')
    expect(next.exitCode).toBe(0)
  }, 200_000)
})

/** So many requests that building their workbooks takes seconds; on all days of a period but its first. */
async function manyRequests({ services, plant }: Workplace): Promise<void> {
  const { id: organizationId } = plant.organization
  await services.database.transaction({ organizationId }, async ({ sql }) => {
    await sql`
      insert into employee (organization_id, id, worker_id, name, department_id)
      select ${organizationId}, uuidv7(), 'K' || n, 'Person ' || n, ${plant.departments.assembly.id} from generate_series(1, ${rows / 25}) n`
    await sql`
      insert into overtime_request (organization_id, id, number_year, number, employee_id, department_id, project_id, work_date, start_minute, end_minute,
        starts_at, ends_at, break_minutes, minutes, kind, reason, detail)
      select ${organizationId}, uuidv7(), 2026, row_number() over (), employee.id, employee.department_id, ${plant.projects.fixture.id}, day::date, 1020, 1200,
        day + interval '17 hours', day + interval '20 hours', 0, 180, 'weekday', 'Reason ' || employee.name, 'Detail'
      from employee cross join generate_series(timestamptz '2026-05-27Z', '2026-06-20Z', interval '1 day') day
      where employee.worker_id like 'K%'`
  })
}
