import type { DecisionResults } from '@lembur/contracts/overtime'
import { beforeAll, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { createFormat } from '@/app/format.ts'
import { i18n, showLanguage } from '@/app/i18n.ts'
import { failuresOf, resultSentence, type Words } from '../composables/decision-words.ts'
import { belongs, needsLook, within } from '../composables/inbox-filters.ts'
import { useRowCursor } from '../composables/row-cursor.ts'
import { anInboxRow } from './inbox-rows.ts'

describe('triage', () => {
  const over = anInboxRow(1, { findings: [{ code: 'over_day', minutes: 60, text: null }] })
  const advised = anInboxRow(2, { findings: [{ code: 'advised_week', minutes: 900, text: null }] })
  const mine = anInboxRow(3, { departmentId: 'd' })

  it('puts each row under the chips it belongs to', () => {
    expect([over, advised, mine].map((row) => belongs(row, 'over', 'd'))).toEqual([true, false, false])
    expect([over, advised, mine].map((row) => belongs(row, 'advised', 'd'))).toEqual([false, true, false])
    expect([over, advised, mine].map((row) => belongs(row, 'mine', 'd'))).toEqual([false, false, true])
    expect(belongs(mine, 'mine', null)).toBe(false)
  })

  it('has a look at findings and at short rest', () => {
    expect([over, mine, anInboxRow(4, { restAfterMinutes: 300 }), anInboxRow(5, { restAfterMinutes: 480 })].map(needsLook)).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  it('keeps to a period, both ends included', () => {
    const period = { start: '2026-05-26', end: '2026-06-11' }
    expect([within(mine, period), within({ ...mine, workDate: '2026-06-12' }, period), within(mine, null)]).toEqual([true, false, true])
  })
})

describe('cursor and selection', () => {
  const settled = { revise: false, withdraw: false, decide: false, reopen: true }
  const begin = () => {
    const rows = ref([1, 2, 3, 4].map((number) => anInboxRow(number)))
    const cursor = effectScope().run(() => useRowCursor(() => rows.value))!
    const at = (index: number) => rows.value[index]!
    return { rows, cursor, at }
  }

  it('are two things: the cursor moves and the selection stays', () => {
    const { cursor, at } = begin()
    cursor.toggle(at(0).id)
    cursor.move(2)
    cursor.range(at(2).id)
    expect(cursor.index).toBe(2)
    expect(cursor.selected.map(({ id }) => id)).toEqual([at(0).id, at(1).id, at(2).id])
    cursor.move(9)
    expect(cursor.index).toBe(3)
  })

  it('goes on to the next row that waits, or back to the last before it', async () => {
    const { rows, cursor, at } = begin()
    rows.value = rows.value.map((row, index) => (index === 1 || index === 3 ? { ...row, can: settled } : row))
    cursor.goOn()
    expect(cursor.id).toBe(at(2).id)
    cursor.goOn()
    expect(cursor.id).toBe(at(0).id)
  })

  it('selects nothing that is decided, and keeps its place when its row is gone', async () => {
    const { rows, cursor, at } = begin()
    cursor.selectAll(rows.value.map(({ id }) => id))
    cursor.go(at(1).id)
    await nextTick()
    rows.value = [at(0), { ...at(2), can: settled }, at(3)]
    await nextTick()
    expect(cursor.index).toBe(1)
    expect(cursor.selected.map(({ id }) => id)).toEqual([at(0).id, at(2).id])
  })
})

describe('the answer to a decision over many', () => {
  const rows = [1, 2, 3, 4, 5].map((number) => anInboxRow(number))
  const ok = (at: number) => ({
    id: rows[at]!.id,
    number: rows[at]!.number,
    ok: true,
    status: 'approved' as const,
    code: null,
    message: null,
    decidedByName: 'Dewi',
    canReopen: true,
  })
  const no = { ok: false, message: null, canReopen: false }
  const answer: DecisionResults = {
    decided: 2,
    failed: 3,
    results: [
      ok(0),
      ok(1),
      { ...ok(2), ...no, status: 'approved', code: 'overtime.transition', decidedByName: 'Siti' },
      { ...ok(3), ...no, status: 'withdrawn', code: 'overtime.transition', decidedByName: null },
      { ...ok(4), ...no, status: 'pending', code: 'overtime.limit_exceeded', decidedByName: null },
    ],
  }
  const words: Words = { t: i18n.global.t, te: i18n.global.te, format: () => createFormat('en', 'Asia/Jakarta') }
  beforeAll(() => showLanguage('en'))

  it('counts every row once, in words', () => {
    expect(resultSentence(words, answer, 'approved')).toBe('2 approved, 1 already decided by Siti, 1 withdrawn meanwhile, 1 not decided')
  })

  it('says of each row that was not decided why', () => {
    expect(failuresOf(words, answer, rows).map(({ name, sentence }) => `${name}: ${sentence}`)).toEqual([
      'Person 3: Already approved by Siti.',
      'Person 4: Withdrawn meanwhile.',
      'Person 5: This passes a limit that blocks.',
    ])
  })
})
