import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brokenOff } from './broken-off.ts'

/** One run of the loader: requests a second, and latencies in milliseconds. */
export type Run = { requests: number; perSecond: number; p50: number; p95: number; p99: number; httpErrors: number; socketErrors: number }

/** What is loaded: `rows` is how many requests were seeded, `base` keeps the ids and dates of runs apart. */
export type Load = { address: string; mode: string; connections: number; seconds: number; token?: string; base?: number; rows: number }

const run = promisify(execFile)
const script = fileURLToPath(new URL('load.lua', import.meta.url))

/** wrk is the loader: one thread in C, so that the two cores are the product's as far as they can be. Throws where it is missing. */
export function assertLoader(): void {
  if (spawnSync('wrk', ['-v']).error) throw new Error('The loader "wrk" is missing: apt-get install wrk, then run pnpm bench again.')
}

/** Loads one address with one kind of request. */
export async function load({ address, mode, connections, seconds, token = '', base = 0, rows }: Load): Promise<Run> {
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '60s', '-s', script, address, '--', mode, String(base)]
  const env = { ...process.env, TOKEN: token, ROWS: String(rows) }
  const { stdout } = await run('wrk', options, { env, signal: brokenOff })
  const result = stdout.split('RESULT ')[1]?.split('\n')[0]
  if (!result) throw new Error(`The loader said nothing: ${stdout}`)
  return JSON.parse(result) as Run
}
