import { once } from 'node:events'
import { startChild } from './child.ts'
import { watched } from './cpu.ts'

export type EvaluatedPeriod = {
  people: number
  requests: number
  /** The first time, nothing compiled by the engine of the language yet; then the middle of three. */
  coldSeconds: number
  seconds: number
  /** What the processor spent on it, garbage collection on other threads included. */
  processorSeconds: number
  violations: number
  peakMb: number
  othersPercent: number | null
}

/** Evaluates one period of 5,000 people with the engine alone, in a process of its own. */
export async function measurePeriod(say: (line: string) => void): Promise<EvaluatedPeriod[]> {
  const { people, requests, coldSeconds, seconds, processorSeconds, violations, peakMb, othersPercent } = await watched(async () => {
    const child = await startChild<{ type: string } & Omit<EvaluatedPeriod, 'othersPercent'>>('period.ts', {}, ['5000'])
    if (child.process.exitCode === null) await once(child.process, 'exit')
    return child.message
  })
  say(`a period of ${people} people evaluated in ${seconds.toFixed(2)} s`)
  return [{ people, requests, coldSeconds, seconds, processorSeconds, violations, peakMb, othersPercent }]
}
