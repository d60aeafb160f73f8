import { startEmbedded } from '@lembur/db/embedded'
import { migrate } from '@lembur/db/migrate'
import { loadDemoIfEmpty } from '@lembur/domain/demo'
import { Deaths } from './deaths.ts'
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

/** The embedded database until the end: one that dies is started again where it was, at the address that the programs know. */
async function embedded(dataDir: string, leave: Leave): Promise<string> {
  let database = await sayIfLong('Starting the database', startEmbedded({ dataDir, log: say, signal: leave.signal }))
  let starting: Promise<void> = Promise.resolve()
  const { url, port, logFile } = database
  const deaths = new Deaths()
  const startAgain = async (failure?: Error): Promise<void> => {
    const many = deaths.tooMany()
    if (many)
      throw failure ?? new StartProblem(`The database stopped for the ${many}th time within a minute: see ${logFile}, then start again.`)
    say(`The database stopped by itself and is started again (its log: ${logFile}).`)
    await database.stop()
    try {
      database = await startEmbedded({ dataDir, port, log: say, signal: leave.signal })
    } catch (error) {
      leave.signal.throwIfAborted()
      return startAgain(error as Error)
    }
    watch()
  }
  const watch = () =>
    database.exited.then(() => {
      if (!leave.signal.aborted) starting = startAgain().catch(leave.giveUp)
    })
  leave.atTheEnd(async () => {
    await starting
    await database.stop()
  })
  watch()
  return url
}

/** Node's system codes, and PostgreSQL's classes 08 (connection) and 28 (sign-in) and 3D000 (no such database). */
const isConnectionProblem = ({ code = '' }: NodeJS.ErrnoException) => /^(E[A-Z_]+|CONNECT_|CONNECTION_|08|28|3D000)/.test(code)

function unreachable(url: string, error: NodeJS.ErrnoException) {
  const { host, pathname } = new URL(url)
  return new StartProblem(
    `The database ${host}${pathname} of DATABASE_URL does not let us in (${error.code}): check that it runs, and its name, user and password.`,
  )
}
