import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@lembur/db/testing'
import { loadDemoIfEmpty } from '@lembur/domain/demo'
import { newVaultKey } from '@lembur/domain/kernel'
import { buildClient } from '../../scripts/start/client.ts'
import { type Running, startProgram } from './program.ts'

/** What the tests are told about the running product. */
export type Address = {
  /** Where the server listens: `http://127.0.0.1:40123`. */
  origin: string
  /** The folder that stands for the plant's share. */
  share: string
  /** What the programs of the plant are told: its database, and the key of its secrets. */
  env: { DATABASE_URL: string; LEMBUR_SECRET_KEY: string }
}
export type Stack = Address & { stop(): Promise<void> }

/** Enough for every page to look lived in; fewer than a real demo, so that all its workbooks are soon built. */
const requests = 1200

/**
 * Brings up the whole product on a database of its own with demo data: the built client, the server and the worker in processes of
 * their own, and a folder as the share. What was begun is ended again should a step fail.
 */
export async function startStack(databaseUrl: string): Promise<Stack> {
  const ending = new AsyncDisposableStack()
  try {
    const folder = mkdtempSync(join(tmpdir(), 'lembur-browser-'))
    const discard = () => rmSync(folder, { recursive: true, force: true })
    process.once('exit', discard)
    ending.defer(() => {
      process.off('exit', discard)
      discard()
    })
    const share = join(folder, 'share')
    mkdirSync(share)

    const [database] = await Promise.all([demoDatabase(databaseUrl, ending), buildClient()])
    const port = await freePort()
    const plant = { DATABASE_URL: database, LEMBUR_SECRET_KEY: newVaultKey() }
    const env = { ...plant, DATA_DIR: folder, HOST: '127.0.0.1', PORT: String(port), LEMBUR_LOG_LEVEL: 'error' }
    const programs = await Promise.allSettled([
      startProgram('apps/server/src/main.ts', { ...env, NODE_ENV: 'production' }),
      startProgram('apps/worker/src/main.ts', { ...env, NODE_ENV: 'production', SHARE: 'folder', SHARE_FOLDER: share }),
    ])
    // Both are ended, even if the end of one is a failure.
    ending.defer(() => endAll(programs.flatMap((program) => (program.status === 'fulfilled' ? [program.value] : []))))
    for (const program of programs) if (program.status === 'rejected') throw program.reason
    return { origin: `http://127.0.0.1:${port}`, share, env: plant, stop: () => ending.disposeAsync() }
  } catch (error) {
    await ending.disposeAsync()
    throw error
  }
}

async function demoDatabase(adminUrl: string, ending: AsyncDisposableStack): Promise<string> {
  const { url, drop } = await testDatabase(adminUrl)
  ending.defer(drop)
  await loadDemoIfEmpty(url, { now: new Date(), requests })
  return url
}

async function endAll(programs: Running[]): Promise<void> {
  const ended = await Promise.allSettled(programs.map((program) => program.stop()))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
