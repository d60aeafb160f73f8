import { connect } from '@lembur/db'
import { senderOf } from '@lembur/jobs/sender'
import type { FileShare } from '@lembur/reports/share/port'
import { PgBoss } from 'pg-boss'
import { work } from './register.ts'

type WorkerSettings = {
  /** The database; the worker acts as the runtime role. */
  url: string
  share: FileShare
  now?: () => Date
}

/** Milliseconds that running jobs get to end; whoever stops the process gives it ten seconds in all. */
const patience = 8000

/** Starts a worker in this process: queue, schedules, and the watch over jobs whose worker has died. */
export async function startWorker({ url, share, now = () => new Date() }: WorkerSettings): Promise<{ stop(): Promise<void> }> {
  const database = connect(url, { applicationName: 'lembur-worker' })
  const boss = new PgBoss({
    connectionString: url,
    options: '-c role=lembur_app',
    application_name: 'lembur-worker',
    max: 5,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    // A dead worker's jobs run again after a missed heartbeat (10 s) and the next look at them.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
    // The runtime role owns no index.
    reindex: false,
  })
  boss.on('error', (error) => process.stderr.write(`queue: ${error.message}\n`))
  boss.on('warning', ({ message }) => process.stderr.write(`queue: ${message}\n`))
  const stop = async () => {
    await boss.stop({ graceful: true, timeout: patience })
    await database.end()
  }
  try {
    await boss.start()
    await work(boss, { services: { database, jobs: senderOf(boss) }, share, now })
    return { stop }
  } catch (error) {
    await stop()
    throw error
  }
}
