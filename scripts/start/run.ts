import { join } from 'node:path'
import { secretKeys } from '@lembur/db/embedded/secret-key'
import { buildClient } from './client.ts'
import { prepareDatabase } from './database.ts'
import { takeFolder } from './folder.ts'
import type { Leave } from './leave.ts'
import { requireFreePort } from './port.ts'
import { Program } from './program.ts'
import { addressOf, readSettings } from './settings.ts'

const accounts = 'demo accounts user, staff, ptb_admin, superadmin, developer; password lembur-demo'

/** Brings the whole product up and prints the one line that says so. What it started ends through `leave`. */
export async function run(leave: Leave): Promise<void> {
  const settings = readSettings(process.env)
  takeFolder(settings.dataDir, leave)
  await requireFreePort(settings.host, settings.port)
  const [{ url, demo }] = await bothOrNeither(leave, prepareDatabase(settings, leave), buildClient(leave.signal))
  // The programs are told of a database like any other: whose key is beside it has to be said here.
  const key = secretKeys({ ...process.env, DATABASE_URL: settings.databaseUrl, DATA_DIR: settings.dataDir })
  const env = {
    ...process.env,
    ...(key ? { LEMBUR_SECRET_KEY: key } : {}),
    NODE_ENV: 'production',
    DATABASE_URL: url,
    DATA_DIR: settings.dataDir,
    PORT: String(settings.port),
    HOST: settings.host,
  }
  const programs = ['server', 'worker'].map((name) => {
    const logFile = join(settings.dataDir, 'logs', `${name}.log`)
    return new Program({ name, entry: `apps/${name}/src/main.ts`, env, logFile, giveUp: leave.giveUp })
  })
  leave.signal.throwIfAborted()
  // Together: whoever is left waiting for the other has nothing to lose.
  leave.atTheEnd(() => Promise.all(programs.map((program) => program.end())))
  await Promise.all(programs.map((program) => program.start()))
  console.log(`Lembur is ready: ${addressOf(settings)}${demo ? ` (${accounts})` : ''}`)
}

/** Waits for both. Should one fail, the end begins and the other still gets to wind up what it has begun. */
async function bothOrNeither<A, B>(leave: Leave, first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  for (const work of [first, second]) work.catch(leave.giveUp)
  await Promise.allSettled([first, second])
  return Promise.all([first, second])
}
