import type { DecisionResults, InboxRow, OvertimeRow } from '@lembur/contracts/overtime'
import { reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { useClock } from '@/app/clock.ts'
import { sentenceOf } from '@/app/errors.ts'
import { problemOf } from '@/app/problem.ts'
import { trpc } from '@/app/trpc.ts'
import { useUndo } from '@/app/undo.ts'
import { useFormat } from '@/app/use-format.ts'
import { alreadyBy, failuresOf, type ManyResult, resultSentence } from './decision-words.ts'
import type { Inbox } from './inbox.ts'

export type Outcome = 'approved' | 'rejected'
const noRights = { revise: false, withdraw: false, decide: false, reopen: false }

/**
 * Decides one row or many, once each: what is on its way is not sent again. Rows take their new state in place; a decision that may
 * be reopened can be taken back for eight seconds; `onTakenBack` then leads back to the rows, decided `together` or alone.
 */
export function useDecisions(inbox: Inbox, onTakenBack: (ids: string[], together: boolean) => void = () => undefined) {
  const { t, te } = useI18n()
  const format = useFormat()
  const clock = useClock()
  const offerUndo = useUndo('approvals.keys.place')
  const onTheWay = reactive(new Set<string>())
  const problem = ref<{ id: string; sentence: string } | null>(null)
  const result = ref<ManyResult | null>(null)
  const words = { t, te, format: () => format.value }
  const done = { approved: 'approvals.done.approved', rejected: 'approvals.done.rejected' }

  async function guarded<Answer>(ids: string[], send: () => Promise<Answer>): Promise<Answer | null> {
    if (ids.length === 0 || ids.some((id) => onTheWay.has(id))) return null
    for (const id of ids) onTheWay.add(id)
    inbox.expect(ids)
    try {
      return await send()
    } finally {
      for (const id of ids) onTheWay.delete(id)
    }
  }

  /** True where the row is decided now. */
  async function one(row: InboxRow, outcome: Outcome, reason?: string): Promise<boolean> {
    problem.value = null
    result.value = null
    try {
      const after = await guarded([row.id], () => trpc.overtime.decide.mutate({ id: row.id, outcome, reason, version: row.version }))
      if (!after) return false
      inbox.patch([after])
      const text = t(done[outcome], { name: row.employeeName, date: format.value.dayMonth(row.workDate) })
      offerUndo(text, after.can.reopen ? () => takeBack(after) : undefined)
      return true
    } catch (error) {
      await tell(row, error)
      return false
    }
  }
  /** Says why not, and shows the row as it is now where somebody was faster. */
  async function tell(row: InboxRow, error: unknown) {
    const found = problemOf(error)
    const overtaken = found?.code === 'overtime.transition' || found?.code === 'conflict.version' || found?.code === 'not_found'
    const now = overtaken ? await trpc.overtime.get.query({ id: row.id }).catch(() => null) : null
    if (now) inbox.patch([now])
    else if (overtaken) inbox.patch([{ id: row.id, can: noRights }])
    const sentence = now && now.status !== 'pending' ? alreadyBy(words, now.status, now.decidedByName) : sentenceOf(error)
    problem.value = { id: row.id, sentence }
    announce(sentence)
  }
  async function takeBack(row: OvertimeRow) {
    try {
      const after = await guarded([row.id], () =>
        trpc.overtime.decide.mutate({ id: row.id, outcome: 'pending', reason: t('approvals.undo_reason') }),
      )
      if (!after) return
      inbox.patch([after])
      onTakenBack([row.id], false)
      announce(t('approvals.undone', { n: format.value.number(1) }))
    } catch (error) {
      problem.value = { id: row.id, sentence: sentenceOf(error) }
      announce(sentenceOf(error))
    }
  }

  /** True where at least one of the rows is decided now. */
  async function many(rows: InboxRow[], outcome: Outcome, reason?: string): Promise<boolean> {
    problem.value = null
    result.value = null
    try {
      const answer = await guarded(
        rows.map(({ id }) => id),
        () => trpc.overtime.decideMany.mutate({ ids: rows.map(({ id }) => id), outcome, reason }),
      )
      if (!answer) return false
      takeResults(rows, answer, reason)
      const sentence = resultSentence(words, answer, outcome)
      const failures = failuresOf(words, answer, rows)
      if (failures.length > 0) result.value = { sentence, failures, tone: 'warn' }
      const back = answer.results.filter(({ canReopen }) => canReopen).map(({ id }) => id)
      offerUndo(sentence, back.length > 0 ? () => takeManyBack(rows.filter(({ id }) => back.includes(id))) : undefined)
      return answer.decided > 0
    } catch (error) {
      result.value = { sentence: sentenceOf(error), failures: [], tone: 'bad' }
      announce(sentenceOf(error))
      return false
    }
  }
  function takeResults(rows: InboxRow[], { results }: DecisionResults, reason: string | undefined) {
    const before = new Map(rows.map((row) => [row.id, row]))
    const settled = results.filter(({ ok, status }) => ok || (status !== null && status !== 'pending'))
    inbox.patch(
      settled.map(({ id, ok, status, decidedByName, canReopen }) => ({
        id,
        status: status ?? 'pending',
        decidedByName,
        decidedAt: clock.now.toISOString(),
        decisionReason: ok ? (reason ?? null) : null,
        version: (before.get(id)?.version ?? 0) + 1,
        can: { ...noRights, reopen: canReopen },
      })),
    )
  }
  async function takeManyBack(rows: InboxRow[]) {
    const ids = rows.map(({ id }) => id)
    try {
      const answer = await guarded(ids, () =>
        trpc.overtime.decideMany.mutate({ ids, outcome: 'pending', reason: t('approvals.undo_reason') }),
      )
      if (!answer) return
      const back = rows.filter(({ id }) => answer.results.some((one) => one.id === id && one.ok))
      inbox.patch(
        back.map(({ id, can, version }) => ({
          id,
          can,
          version: version + 2,
          status: 'pending',
          decidedByName: null,
          decidedAt: null,
          decisionReason: null,
        })),
      )
      if (back.length > 0)
        onTakenBack(
          back.map(({ id }) => id),
          true,
        )
      const failures = failuresOf(words, answer, rows)
      result.value =
        failures.length > 0 ? { sentence: t('approvals.undone', { n: format.value.number(answer.decided) }), failures, tone: 'warn' } : null
      announce(t('approvals.undone', { n: format.value.number(answer.decided) }))
    } catch (error) {
      result.value = { sentence: sentenceOf(error), failures: [], tone: 'bad' }
      announce(sentenceOf(error))
    }
  }

  return reactive({ one, many, problem, result, isBusy: (ids: string[]) => ids.some((id) => onTheWay.has(id)) })
}
export type Decisions = ReturnType<typeof useDecisions>
