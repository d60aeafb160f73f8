import { connect } from '@lembur/db'
import { openShares } from '@lembur/domain/connection'
import { nothingOutside, type Outside, openVault, type Vault } from '@lembur/domain/kernel'
import { senderOf } from '@lembur/jobs/sender'
import { shareOfConnection } from '@lembur/reports/share/from-settings'
import type { FileShare } from '@lembur/reports/share/port'
import { PgBoss } from 'pg-boss'
import { type Log, openLog } from './log.ts'
import { work } from './register.ts'

type WorkerSettings = {
  /** The database; the worker acts as the runtime role. */
  url: string
  /** Where workbooks of an organisation go that has set up no share of its own. */
  share: FileShare
  /** Opens stored secrets; without one none can be read. */
  vault?: Vault
  outside?: Outside
  log?: Log
  now?: () => Date
}

/** Milliseconds that running jobs get to end; whoever stops the process gives it ten seconds in all. */
const patience = 8000

/** Starts a worker in this process: queue, schedules, and the watch over jobs whose worker has died. */
export async function startWorker({
  url,
  share,
  vault = openVault(null),
  outside = nothingOutside,
  log = openLog('silent'),
  now = () => new Date(),
}: WorkerSettings): Promise<{ stop(): Promise<void> }> {
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
  boss.on('error', (error) => log.error({ err: error }, 'the queue failed'))
  boss.on('warning', ({ message }) => log.warn({ reason: message }, 'the queue warns'))
  const stop = async () => {
    await boss.stop({ graceful: true, timeout: patience })
    await database.end()
  }
  try {
    await boss.start()
    const shares = openShares({ database, vault }, share, shareOfConnection)
    await work(boss, { services: { database, jobs: senderOf(boss), vault, outside }, shares, now, log })
    return { stop }
  } catch (error) {
    await stop()
    throw error
  }
}
