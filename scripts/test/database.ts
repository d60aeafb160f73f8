import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { abandonEmbedded, discardEmbedded, startEmbedded } from '@lembur/db/embedded'
import { prepareTemplate } from '@lembur/db/testing'
import type { TestProject } from 'vitest/node'

/** The one server of this run, shared by all levels that are run together. */
type Shared = { url: string; stop: () => Promise<void> }

const run = globalThis as typeof globalThis & { lemburTestDatabase?: { users: number; shared: Promise<Shared> } }

/**
 * Starts PostgreSQL in a temporary folder, prepares the migrated template that each test file copies, and provides the
 * superuser's address as `inject('databaseUrl')`.
 */
export default async function setup(project: TestProject) {
  run.lemburTestDatabase ??= { users: 0, shared: begin() }
  const mine = run.lemburTestDatabase
  mine.users++
  project.provide('databaseUrl', (await mine.shared).url)
  return async () => {
    if (--mine.users === 0) await (await mine.shared).stop()
  }
}

async function begin(): Promise<Shared> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lembur-test-'))
  // As root the server runs as another user, who has to get in.
  chmodSync(dataDir, 0o711)
  const embedded = await startEmbedded({ dataDir, purpose: 'tests', database: 'postgres' })
  const breakOff = () => abandonEmbedded(dataDir, embedded.pid)
  process.once('exit', breakOff)
  const stop = async () => {
    process.off('exit', breakOff)
    await embedded.stop()
    discardEmbedded(dataDir)
  }
  try {
    await prepareTemplate(embedded.url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: embedded.url, stop }
}
