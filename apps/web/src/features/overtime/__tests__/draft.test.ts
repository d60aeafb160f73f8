import type { OvertimeBreak, OvertimeRow } from '@lembur/contracts/overtime'
import { formatClock } from '@lembur/rules/clock'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { type Draft, useDraft } from '../composables/draft.ts'
import { anInboxRow } from './inbox-rows.ts'

let draft: Draft

async function begin() {
  const host = defineComponent({
    setup() {
      draft = useDraft()
      return () => null
    },
  })
  return renderPart(host, { me: aReader('staff') })
}
beforeEach(begin)

const at = (hour: number, minute = 0) => hour * 60 + minute
const shift = (start: string, end: string) => {
  draft.setStart(start)
  draft.setEnd(end)
}
const breaks = () => draft.breaks.map(({ start, end }) => `${formatClock(start)}–${formatClock(end)}`)
const aBreak = (start: number, end: number, touched: boolean): OvertimeBreak => ({
  start: formatClock(start),
  end: formatClock(end),
  startMinute: start,
  endMinute: end,
  minutes: end - start,
  touched,
})
const stored = (changes: Partial<OvertimeRow>): OvertimeRow => anInboxRow(7, { startMinute: at(17, 20), endMinute: at(22, 20), ...changes })

describe('the span', () => {
  it('begins after the normal shift of today', () => {
    expect(draft.times).toEqual({ workDate: '2026-06-11', timeStart: '17:20', timeEnd: '18:20', breaks: undefined })
  })

  it('takes what people type, and an end before the start is on the next day', () => {
    shift('2000', '3am')
    expect(draft.span).toEqual({ start: at(20), end: at(27) })
    expect(draft.hours).toEqual({ elapsedMinutes: 420, breakMinutes: 60, minutes: 360 })
  })

  it('keeps its length where a new start would pass the end', () => {
    draft.setStart('23:30')
    expect(draft.span).toEqual({ start: at(23, 30), end: at(24, 30) })
  })

  it('refuses an end that is the start, at the field it belongs to', () => {
    shift('18:00', '18:00')
    expect(draft.problems).toEqual([{ path: 'timeEnd', code: 'overtime.zero_length' }])
  })

  it('cannot be sent while a field holds no time, and can again once it is dragged', () => {
    draft.markUnreadable('timeEnd', true)
    expect(draft.problems).toEqual([{ path: 'timeEnd', code: 'time.invalid' }])
    draft.takeBand({ start: at(17, 20), end: at(19, 20), breaks: [] }, 'end')
    expect(draft.problems).toEqual([])
  })

  it.each([
    [1, '18:20'],
    [4, '21:20'],
    [5, '23:20'],
    [8, '02:20'],
  ])('ends so that %i net hours count, due breaks included', (hours, end) => {
    draft.setNetHours(hours)
    expect(draft.times.timeEnd).toBe(end)
    expect(draft.hours.minutes).toBe(hours * 60)
  })
})

describe('breaks', () => {
  it('follow the rule as the shift grows and shrinks, and are not sent', () => {
    shift('17:20', '22:20')
    expect(breaks()).toEqual(['21:20–22:20'])
    const band = { start: at(17, 20), end: at(22, 20), breaks: [{ start: at(21, 20), end: at(22, 20) }] }
    for (const end of [at(22), at(21, 30), at(20)]) draft.takeBand({ ...band, end }, 'end')
    expect(breaks()).toEqual([])
    draft.setEnd('22:20')
    expect([breaks(), draft.touched, draft.times.breaks]).toEqual([['21:20–22:20'], false, undefined])
  })

  it('stay where a person put them, while the rest is planned around them', () => {
    shift('17:20', '22:20')
    draft.takeBand({ start: at(17, 20), end: at(22, 20), breaks: [{ start: at(19), end: at(20) }] }, { break: 0 })
    expect([breaks(), draft.hours.minutes]).toEqual([['19:00–20:00'], 240])
    draft.setEnd('03:20')
    expect(breaks()).toEqual(['19:00–20:00', '02:20–03:20'])
    expect(draft.times.breaks).toEqual([
      { start: '19:00', end: '20:00' },
      { start: '02:20', end: '03:20' },
    ])
    draft.restoreBreaks()
    expect([breaks(), draft.touched]).toEqual([['21:20–22:20', '02:20–03:20'], false])
  })

  it('go along when the whole bar is dragged', () => {
    shift('17:20', '22:20')
    draft.changeBreak(0, 'start', '19:00')
    draft.takeBand({ start: at(16, 20), end: at(21, 20), breaks: [{ start: at(18), end: at(19) }] }, 'whole')
    expect([draft.times.timeStart, breaks(), draft.hours.minutes]).toEqual(['16:20', ['18:00–19:00'], 240])
  })

  it('may be taken away, added and typed, and what lies outside is said to be wrong', () => {
    shift('17:20', '22:20')
    draft.removeBreak(0)
    expect([breaks(), draft.times.breaks, draft.hours.minutes]).toEqual([[], [], 300])
    draft.addBreak()
    expect(breaks()).toEqual(['18:20–18:50'])
    draft.changeBreak(0, 'start', '23:00')
    expect(draft.problems).toEqual([{ path: 'breaks.0.start', code: 'overtime.break_outside' }])
    draft.changeBreak(0, 'start', '19:00')
    draft.changeBreak(0, 'end', '20:00')
    expect([draft.problems, breaks()]).toEqual([[], ['19:00–20:00']])
  })

  it('are added where half an hour is free, three at most, and none where there is no room', () => {
    shift('17:20', '21:20')
    draft.addBreak()
    draft.addBreak()
    expect([draft.mayAddBreak, breaks()]).toEqual([true, ['18:20–18:50', '18:50–19:20']])
    draft.removeBreak(0)
    draft.addBreak()
    draft.addBreak()
    draft.addBreak()
    expect([draft.mayAddBreak, draft.problems, breaks()]).toEqual([false, [], ['18:20–18:50', '18:50–19:20', '19:20–19:50']])
    draft.reset()
    shift('17:20', '18:00')
    draft.addBreak()
    expect([draft.mayAddBreak, breaks()]).toEqual([false, ['17:20–17:50']])
  })

  it('that lie over each other are taken off once, and nothing counts while they do', () => {
    shift('17:20', '21:20')
    draft.addBreak()
    draft.addBreak()
    draft.changeBreak(1, 'start', '18:20')
    expect([draft.hours.breakMinutes, draft.counted]).toEqual([30, null])
    draft.changeBreak(1, 'start', '19:20')
    expect(draft.counted).toEqual({ elapsedMinutes: 240, breakMinutes: 60, minutes: 180 })
  })

  it('after midnight belong to the shift that began before it', () => {
    shift('20:00', '04:00')
    draft.changeBreak(0, 'start', '01:00')
    expect([draft.breaks[0], draft.problems]).toEqual([{ start: at(25), end: at(26), touched: true }, []])
  })
})

describe('a stored request', () => {
  it.each([
    { what: 'as the rule places them', is: [aBreak(at(21, 20), at(22, 20), false)], shown: ['21:20–22:20'], touched: false },
    { what: 'moved', is: [aBreak(at(19), at(20), true)], shown: ['19:00–20:00'], touched: true },
    { what: 'taken away', is: [], shown: [], touched: true },
  ])('is shown with its breaks $what', ({ is, shown, touched }) => {
    draft.take(stored({ breaks: is }), 'revise')
    expect([breaks(), draft.touched]).toEqual([shown, touched])
  })

  it('is reset to what is stored, and left for the draft of before', async () => {
    draft.state.reason = 'Written before'
    await nextTick()
    draft.take(stored({ reason: 'Stored' }), 'revise')
    draft.state.reason = 'Changed'
    draft.reset()
    expect([draft.state.reason, draft.state.revising?.number]).toEqual(['Stored', 'OT-2026-000007'])
    draft.leave()
    expect([draft.state.reason, draft.state.revising]).toEqual(['Written before', null])
  })

  it('is copied without its day and its person', () => {
    draft.state.employee = { id: 'somebody', label: 'Somebody else' }
    draft.take(stored({ workDate: '2026-06-10', reason: 'As yesterday' }), 'copy')
    const { employee, workDate, reason, revising } = draft.state
    expect([employee?.id, workDate, reason, revising]).toEqual(['somebody', '2026-06-11', 'As yesterday', null])
    expect(draft.state.id).not.toBe(stored({}).id)
  })

  it('that was sent is followed by a draft from where it ends', () => {
    draft.state.reason = 'Sent'
    draft.goOnAfter(stored({}))
    expect([draft.times.timeStart, draft.times.timeEnd, draft.state.reason]).toEqual(['22:20', '23:20', ''])
  })
})

describe('on this device', () => {
  it('keeps what was written', async () => {
    draft.state.reason = 'Half a sentence'
    shift('19:00', '21:00')
    await nextTick()
    await begin()
    expect([draft.state.reason, draft.times.timeStart]).toEqual(['Half a sentence', '19:00'])
  })

  it('keeps of a draft in which nothing was written only who and what for', async () => {
    draft.state.project = { id: 'one', label: 'AST fixture' }
    draft.state.workDate = '2026-06-09'
    await nextTick()
    await begin()
    expect([draft.state.project?.label, draft.state.workDate]).toEqual(['AST fixture', '2026-06-11'])
  })
})
