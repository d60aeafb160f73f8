import type { ReportFile } from '@lembur/contracts/reports'
import type { Tx } from '@lembur/db'
import { rebuildDailyWorkbooks, rebuildPeriodWorkbooks } from '@lembur/jobs/reports'
import type { Ctx } from '../kernel/index.ts'

type Covering = Pick<ReportFile, 'kind' | 'startDate'>

/**
 * Answers, of these files, whether a rebuild waits in the queue. A write of a request only enqueues: to set the state of
 * the period's files it would have to lock them, and every write of the period would wait for the others.
 */
export async function waitingRebuilds(
  { actor: { organizationId } }: Ctx,
  { sql }: Tx,
  files: readonly Covering[],
): Promise<(file: Covering) => boolean> {
  const keyOf = ({ kind, startDate }: Covering): string =>
    kind.startsWith('daily')
      ? `${rebuildDailyWorkbooks.name} ${rebuildDailyWorkbooks.key?.({ organizationId, date: startDate })}`
      : `${rebuildPeriodWorkbooks.name} ${rebuildPeriodWorkbooks.key?.({ organizationId, start: startDate })}`
  // "state < 'active'" says no more than "created", but it is what the queue's index is made for.
  const jobs = await sql<{ key: string }[]>`
    select name || ' ' || singleton_key as key from pgboss.job
    where name = any(${[rebuildDailyWorkbooks.name, rebuildPeriodWorkbooks.name]}) and state = 'created' and state < 'active' and not blocked
      and name || ' ' || singleton_key = any(${[...new Set(files.map(keyOf))]})`
  const waiting = new Set(jobs.map(({ key }) => key))
  return (file) => waiting.has(keyOf(file))
}
