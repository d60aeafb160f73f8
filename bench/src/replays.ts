import { once } from 'node:events'
import { startChild } from './child.ts'
import { watched } from './cpu.ts'
import { startSeeded } from './database.ts'

export type Replayed = {
  /** Counted requests that were judged, twice each: by what was in force and by the draft. */
  requests: number
  seconds: number
  /** Of the process that judges; the database's is not in it. */
  processorSeconds: number
  /** Milliseconds of the longest portion, behind which a trial that was stopped ends. */
  slowestStep: number
  peakMb: number
  affected: number
  othersPercent: number | null
}

/** Replays a draft over all that is seeded, with the worker's own step, in a process of its own beside the database. */
export async function measureReplay(rows: number, say: (line: string) => void): Promise<Replayed[]> {
  const database = await startSeeded(rows, say)
  try {
    say('replaying')
    const { requests, seconds, processorSeconds, slowestStep, peakMb, affected, othersPercent } = await watched(async () => {
      const child = await startChild<{ type: string } & Omit<Replayed, 'othersPercent'>>('replay.ts', {}, [database.url])
      if (child.process.exitCode === null) await once(child.process, 'exit')
      return child.message
    })
    say(`${requests} requests replayed in ${seconds.toFixed(1)} s, ${Math.round(peakMb)} MB`)
    return [{ requests, seconds, processorSeconds, slowestStep, peakMb, affected, othersPercent }]
  } finally {
    await database.stop()
  }
}
