import type { DecisionResults, InboxRow, OvertimeStatus } from '@lembur/contracts/overtime'
import type { Format } from '@/app/format.ts'

export interface Words {
  t: (key: string, named: Record<string, unknown>) => string
  te: (key: string) => boolean
  format: () => Format
}
interface Failure {
  id: string
  number: string
  name: string
  sentence: string
}
/** What became of a decision over many where it did not reach every row, in words, and those rows. */
export interface ManyResult {
  sentence: string
  failures: Failure[]
  tone: 'warn' | 'bad'
}

const already = {
  pending: 'approvals.already.other',
  approved: 'approvals.already.approved',
  rejected: 'approvals.already.rejected',
  withdrawn: 'approvals.already.withdrawn',
} satisfies Record<OvertimeStatus, string>

/** "Already approved by Siti." */
export function alreadyBy({ t }: Words, status: OvertimeStatus, name: string | null): string {
  if (status === 'withdrawn') return t(already.withdrawn, {})
  return name ? t(already[status], { name }) : t(already.pending, {})
}

type Result = DecisionResults['results'][number]
const overtaken = ({ ok, status }: Result) => !ok && status !== null && status !== 'pending'

/** "3 approved, 1 already decided by Siti": every row is in it once. */
export function resultSentence({ t, format }: Words, { results, decided }: DecisionResults, outcome: 'approved' | 'rejected'): string {
  const n = (count: number) => ({ n: format().number(count) })
  const byName = Map.groupBy(results.filter(overtaken), ({ decidedByName }) => decidedByName)
  const others = results.filter((one) => !one.ok && !overtaken(one)).length
  return [
    ...(decided > 0 || results.length === 0
      ? [t(outcome === 'approved' ? 'approvals.result.approved' : 'approvals.result.rejected', n(decided))]
      : []),
    ...[...byName].map(([name, rows]) =>
      name ? t('approvals.result.already', { ...n(rows.length), name }) : t('approvals.result.gone', n(rows.length)),
    ),
    ...(others > 0 ? [t('approvals.result.failed', n(others))] : []),
  ].join(t('approvals.result.comma', {}))
}

/** The rows that were not decided, each with its own sentence. */
export function failuresOf(words: Words, { results }: DecisionResults, rows: InboxRow[]): Failure[] {
  const before = new Map(rows.map((row) => [row.id, row]))
  return results
    .filter(({ ok }) => !ok)
    .map((one) => {
      const row = before.get(one.id)
      const key = `errors.${one.code}`
      const sentence = overtaken(one)
        ? alreadyBy(words, one.status ?? 'pending', one.decidedByName)
        : words.te(key)
          ? words.t(key, {})
          : (one.message ?? '')
      return { id: one.id, number: one.number ?? row?.number ?? '', name: row?.employeeName ?? '', sentence }
    })
}
