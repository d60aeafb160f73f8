import { startEmbedded } from '@lembur/db/embedded'
import { migrate } from '@lembur/db/migrate'
import { loadDemoIfEmpty } from '@lembur/domain/demo'
import type { Leave } from './leave.ts'
import { StartProblem } from './problem.ts'
import { say, sayIfLong } from './progress.ts'
import type { Settings } from './settings.ts'

/**
 * Brings up the database: the embedded one unless DATABASE_URL names another; migrated; with demo data if it was empty (and
 * a demo is wanted).
 * @returns the owner's address, and whether the database is a demo
 */
export async function prepareDatabase(settings: Settings, leave: Leave): Promise<{ url: string; demo: boolean }> {
  const url = settings.databaseUrl ?? (await embedded(settings.dataDir, leave))
  await sayIfLong('Preparing the tables', migrate(url)).catch((error: NodeJS.ErrnoException) => {
    throw settings.databaseUrl && isConnectionProblem(error) ? unreachable(settings.databaseUrl, error) : error
  })
  leave.signal.throwIfAborted()
  if (!settings.demo) return { url, demo: false }
  const { demo } = await sayIfLong('Loading a year of demo data (first start only)', loadDemoIfEmpty(url, { now: new Date() }))
  leave.signal.throwIfAborted()
  return { url, demo }
}

async function embedded(dataDir: string, leave: Leave): Promise<string> {
  const database = await sayIfLong('Starting the database', startEmbedded({ dataDir, log: say, signal: leave.signal }))
  leave.atTheEnd(database.stop)
  database.exited.then(() => {
    leave.giveUp(new StartProblem(`The database stopped by itself: see postgres.log in its folder (${dataDir}), then start again.`))
  })
  return database.url
}

/** Node's system codes, and PostgreSQL's classes 08 (connection) and 28 (sign-in) and 3D000 (no such database). */
const isConnectionProblem = ({ code = '' }: NodeJS.ErrnoException) => /^(E[A-Z_]+|CONNECT_|CONNECTION_|08|28|3D000)/.test(code)

function unreachable(url: string, error: NodeJS.ErrnoException) {
  const { host, pathname } = new URL(url)
  return new StartProblem(
    `The database ${host}${pathname} of DATABASE_URL does not let us in (${error.code}): check that it runs, and its name, user and password.`,
  )
}
