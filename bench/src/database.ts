import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { discardEmbedded, type Embedded, startEmbedded } from '@lembur/db/embedded'
import { migrate } from '@lembur/db/migrate'
import postgres from 'postgres'
import { brokenOff, unlessBrokenOff } from './broken-off.ts'

export type BenchDatabase = { url: string; stop(): Promise<void> }

const script = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Starts a database of its own in a folder of its own, and fills it with `rows` requests by `seed.sql`: minutes for a million. */
export async function startSeeded(rows: number, say: (line: string) => void): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lembur-bench-'))
  let embedded: Embedded | null = null
  const stop = async () => {
    await embedded?.stop()
    discardEmbedded(dataDir)
  }
  try {
    embedded = await startEmbedded({ dataDir, log: say, signal: brokenOff })
    await migrate(embedded.url)
    say(`seeding ${rows.toLocaleString('en')} requests`)
    await seed(embedded.url, rows)
    return { url: embedded.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The totals are filled in one go. Without a checkpoint at the end, as the peer's: a write right behind one costs more. */
async function seed(url: string, rows: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    for (const text of [script('seed.sql').replaceAll(':requests', String(rows)), script('totals.sql'), 'vacuum analyze'])
      await unlessBrokenOff(sql.unsafe(text))
  } finally {
    await sql.end({ timeout: 0 })
  }
}
