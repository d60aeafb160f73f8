import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { discardEmbedded, startEmbedded } from '@lembur/db/embedded'
import { migrate } from '@lembur/db/migrate'
import postgres from 'postgres'

export type BenchDatabase = { url: string; rows: number; stop(): Promise<void> }

const script = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Starts a database of its own in a folder of its own, and fills it with `rows` requests by `seed.sql`. Minutes for a million. */
export async function startSeeded(rows: number, say: (line: string) => void): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lembur-bench-'))
  const embedded = await startEmbedded({ dataDir, log: say })
  const stop = async () => {
    await embedded.stop()
    discardEmbedded(dataDir)
  }
  try {
    await migrate(embedded.url)
    const sql = postgres(embedded.url, { max: 1, onnotice: () => undefined })
    say(`seeding ${rows.toLocaleString('en')} requests`)
    await sql.unsafe(script('seed.sql').replaceAll(':requests', String(rows)))
    say('filling the totals')
    await sql.unsafe(script('totals.sql'))
    await sql.unsafe('vacuum analyze')
    await sql.end()
    return { url: embedded.url, rows, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
