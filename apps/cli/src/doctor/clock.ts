import type postgres from 'postgres'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Work dates hang on the clocks: this machine's and the database's must agree, in seconds. */
const notable = 5
const grave = 120

/** How far the clock of this machine is from the database's. */
export async function checkClock(sql: postgres.Sql, now: () => number = Date.now): Promise<Finding> {
  const asked = now()
  const [row] = await sql<{ at: number }[]>`select extract(epoch from clock_timestamp()) * 1000 as at`
  const answered = now()
  const seconds = Math.abs(Number(row!.at) - (asked + answered) / 2) / 1000
  const text = `clocks of this machine and the database are ${seconds.toFixed(1)} s apart`
  const advice = 'Have both set their clocks from the network (NTP).'
  if (seconds > grave) return fail('clock', text, advice)
  return seconds > notable ? warn('clock', text, advice) : ok('clock', text)
}
