import type { Database } from '@lembur/db'
import { migrationCount } from '@lembur/db/migrations'
import { undeliveredReports } from '../report/index.ts'
import { organizationIds } from '../upkeep/index.ts'

export type CheckState = 'healthy' | 'degraded' | 'unhealthy'
export type Check = { status: CheckState; message: string }
export type Checks = { database: Check; queue: Check; worker: Check; delivery: Check }

/** A dependency that has not answered by then counts as away, in milliseconds. */
const patience = 2_000
/** A job that could have run for so long and has not means that nobody takes jobs any more. */
const longestWaitMinutes = 5

/** The name by which a worker's connections are known to the database. */
const workerApplication = 'lembur-worker'

/** Whether the database answers and has this release's tables. */
export async function databaseIsReady(database: Database): Promise<boolean> {
  const [rows, isBehind] = await Promise.all([
    inTime(database.global<{ ready: boolean }[]>`select to_regclass('public.user_session') is not null as ready`),
    inTime(databaseIsBehind(database)),
  ])
  return rows?.[0]?.ready === true && isBehind === false
}

/** PostgreSQL's codes for a database that nobody has migrated, or only an older release, which gave no right to ask. */
const notMigrated = ['42P01', '3F000', '42501']

/** Whether migrations of this release are missing. A newer release's are no harm. Throws where the database does not answer. */
export async function databaseIsBehind({ global: sql }: Database): Promise<boolean> {
  try {
    const [row] = await sql<{ applied: number }[]>`select count(*)::int as applied from drizzle.__drizzle_migrations`
    return row!.applied < migrationCount()
  } catch (error) {
    if (error instanceof Error && 'code' in error && notMigrated.includes(String(error.code))) return true
    throw error
  }
}

/**
 * How the parts stand that the product leans on; never throws, and tells no error's text. Without the database nothing
 * goes; without a worker people can work, but no workbook is built.
 */
export async function checkHealth(database: Database): Promise<Checks> {
  const [ready, waiting, workers, undelivered] = await Promise.all([
    databaseIsReady(database),
    inTime(database.global<{ count: number }[]>`
      select count(*)::int as count from pgboss.job
      where state in ('created', 'retry') and start_after < now() - make_interval(mins => ${longestWaitMinutes})`),
    inTime(database.global<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = ${workerApplication}`),
    inTime(countUndelivered(database)),
  ])
  return {
    database: databaseCheck(ready),
    queue: queueCheck(waiting?.[0]?.count),
    worker: workerCheck(workers?.[0]?.count),
    delivery: deliveryCheck(undelivered),
  }
}

/** The worst of all. */
export const overall = (checks: Checks): CheckState => {
  const states = Object.values(checks).map(({ status }) => status)
  return states.includes('unhealthy') ? 'unhealthy' : states.includes('degraded') ? 'degraded' : 'healthy'
}

const databaseCheck = (ready: boolean): Check =>
  ready ? { status: 'healthy', message: 'Database connection successful' } : { status: 'unhealthy', message: 'Database unavailable' }

function queueCheck(waiting: number | undefined): Check {
  if (waiting === undefined) return { status: 'degraded', message: 'Queue unavailable' }
  if (waiting > 0) return { status: 'degraded', message: `${waiting} job(s) overdue for more than ${longestWaitMinutes} minutes` }
  return { status: 'healthy', message: 'Queue connection successful' }
}

function workerCheck(connections: number | undefined): Check {
  if (connections === undefined) return { status: 'degraded', message: 'Worker unknown' }
  return connections > 0 ? { status: 'healthy', message: 'Worker active' } : { status: 'degraded', message: 'No active worker' }
}

function deliveryCheck(failed: number | null): Check {
  if (failed === null) return { status: 'degraded', message: 'Delivery unknown' }
  return failed > 0
    ? { status: 'degraded', message: `${failed} workbook(s) failed` }
    : { status: 'healthy', message: 'No workbook has failed' }
}

async function countUndelivered(database: Database): Promise<number> {
  const organizations = await organizationIds(database)
  const counts = await Promise.all(organizations.map((id) => undeliveredReports(database, id)))
  return counts.reduce((sum, { files }) => sum + files, 0)
}

/** The answer, or null where it failed or came too late. */
async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience)
  })
  try {
    return await Promise.race([asked, late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
