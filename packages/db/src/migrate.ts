import { fileURLToPath } from 'node:url'
import { deadLetterQueue, jobs } from '@lembur/jobs'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { PgBoss } from 'pg-boss'
import postgres from 'postgres'

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/**
 * Brings a database to this version: tables, the queue's own schema, a queue for each job, and the rights of the
 * runtime role. Safe to run again, and by two processes at once (an advisory lock makes one wait).
 * `adminUrl` signs in as the owner of the database. Answers how many migrations were applied.
 */
export async function migrate(adminUrl: string): Promise<{ applied: number }> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    await sql`select pg_advisory_lock(726341)`
    const before = await appliedCount(sql)
    await applyMigrations(drizzle(sql), { migrationsFolder })
    await prepareQueues(adminUrl)
    await sql`grant usage on schema drizzle to lembur_app`
    await sql`grant select on drizzle.__drizzle_migrations to lembur_app`
    await sql`grant usage on schema pgboss to lembur_app`
    await sql`grant select, insert, update, delete on all tables in schema pgboss to lembur_app`
    await sql`grant usage on all sequences in schema pgboss to lembur_app`
    await sql`grant execute on all functions in schema pgboss to lembur_app`
    return { applied: (await appliedCount(sql)) - before }
  } finally {
    await sql.end()
  }
}

async function appliedCount(sql: postgres.Sql): Promise<number> {
  const [found] = await sql<{ exists: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`
  if (!found?.exists) return 0
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from drizzle.__drizzle_migrations`
  return row?.count ?? 0
}

/** The dead-letter queue first: the others point to it. A queue's policy cannot be changed later, only its numbers. */
async function prepareQueues(adminUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, max: 1, supervise: false, schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
  try {
    const existing = new Set((await boss.getQueues()).map((queue) => queue.name))
    if (!existing.has(deadLetterQueue)) await boss.createQueue(deadLetterQueue, { policy: 'standard', retryLimit: 0 })
    for (const job of jobs) {
      const { policy, ...numbers } = job.queue
      if (existing.has(job.name)) await boss.updateQueue(job.name, { ...numbers, deadLetter: deadLetterQueue, notify: true })
      else await boss.createQueue(job.name, { policy, ...numbers, deadLetter: deadLetterQueue, notify: true })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}
