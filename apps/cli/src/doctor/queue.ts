import { deadLetterQueue, jobs } from '@lembur/jobs'
import type postgres from 'postgres'
import { type Finding, fail, ok, warn } from './finding.ts'

const area = 'queue'
/** A job that could have run for so long and has not means that nobody takes jobs, in minutes. */
const longestWait = 5

/** Whether jobs have their queues, somebody takes them, and none has been given up. */
export async function checkQueue(sql: postgres.Sql): Promise<Finding[]> {
  const [found] = await sql<{ exists: boolean }[]>`select to_regclass('pgboss.queue') is not null as exists`
  if (!found?.exists) return [fail(area, 'the queue is missing', 'Run: npm run lembur -- migrate')]
  return [await checkQueues(sql), await checkWorker(sql), await checkWaiting(sql), await checkGivenUp(sql)]
}

async function checkQueues(sql: postgres.Sql): Promise<Finding> {
  const wanted = [deadLetterQueue, ...jobs.map(({ name }) => name)]
  const queues = await sql<{ name: string }[]>`select name from pgboss.queue`
  const missing = wanted.filter((name) => !queues.some((queue) => queue.name === name))
  if (missing.length > 0) return fail(area, `there is no queue for ${missing.join(', ')}`, 'Run: npm run lembur -- migrate')
  return ok(area, `${wanted.length} queues`)
}

async function checkWorker(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ connections: number }[]>`
    select count(*)::int as connections from pg_stat_activity where datname = current_database() and application_name = 'lembur-worker'`
  if (row!.connections > 0) return ok(area, 'a worker is connected')
  return warn(
    area,
    'no worker is connected: nothing is built or delivered',
    'Start it with "npm start", or "node_modules/.bin/node apps/worker/src/main.ts".',
  )
}

async function checkWaiting(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ waiting: number; late: number; minutes: number | null }[]>`
    select count(*)::int as waiting, count(*) filter (where start_after < now() - make_interval(mins => ${longestWait}))::int as late,
      (extract(epoch from now() - min(start_after)) / 60)::int as minutes
    from pgboss.job where state in ('created', 'retry')`
  const { waiting, late, minutes } = row!
  if (late > 0)
    return warn(
      area,
      `${late} jobs wait for more than ${longestWait} minutes, the oldest for ${minutes}`,
      'See whether a worker runs, and what its log says.',
    )
  return ok(area, waiting === 0 ? 'no job waits' : `${waiting} jobs wait, none for long`)
}

async function checkGivenUp(sql: postgres.Sql): Promise<Finding> {
  const dead = await sql<{ name: string; count: number }[]>`
    select coalesce(source_name, 'unknown') as name, count(*)::int as count from pgboss.job where name = ${deadLetterQueue} and state = 'created' group by 1 order by 2 desc`
  if (dead.length === 0) return ok(area, 'no job was given up')
  const list = dead.map(({ name, count }) => `${count} × ${name}`).join(', ')
  return warn(
    area,
    `jobs were given up: ${list}`,
    'The report centre shows which files failed and why; rebuild them with "npm run lembur -- reports rebuild --date …".',
  )
}
