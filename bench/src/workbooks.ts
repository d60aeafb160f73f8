import { once } from 'node:events'
import { reportKinds } from '@lembur/contracts/reports'
import { startChild } from './child.ts'
import { watched } from './cpu.ts'

export type Built = { kind: string; rows: number; seconds: number; peakMb: number; bytes: number; othersPercent: number | null }

/** Builds the four workbooks, small and large, each in a process of its own. */
export async function measureWorkbooks(say: (line: string) => void): Promise<Built[]> {
  const built: Built[] = []
  for (const kind of reportKinds)
    for (const rows of [10_000, 100_000]) {
      const { seconds, peakMb, bytes, othersPercent } = await watched(() => build(kind, rows))
      built.push({ kind, rows, seconds, peakMb, bytes, othersPercent })
      say(`${kind} of ${rows} rows: ${seconds.toFixed(2)} s, ${Math.round(peakMb)} MB`)
    }
  return built
}

async function build(kind: string, rows: number) {
  const child = await startChild<{ type: string; seconds: number; peakMb: number; bytes: number }>('workbook.ts', {}, [kind, String(rows)])
  if (child.process.exitCode === null) await once(child.process, 'exit')
  return child.message
}
