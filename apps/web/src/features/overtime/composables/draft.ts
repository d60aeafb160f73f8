import type { OvertimeRow } from '@lembur/contracts/overtime'
import { type DraftBreak, endForNet, replanBreaks } from '@lembur/rules/breaks'
import { formatClock, parseClock } from '@lembur/rules/clock'
import { checkShift, computeHours, type ShiftProblem, type Span } from '@lembur/rules/hours'
import { v7 } from 'uuid'
import { computed, reactive, watch } from 'vue'
import { useSession } from '@/app/session.ts'
import type { Band, Grip } from '@/parts/time-band-edit.ts'
import { keepDraft, placeOf, readDraft, type StoredDraft } from './draft-storage.ts'

type State = StoredDraft & {
  /** The stored request that is being changed; null for a new one. */
  revising: OvertimeRow | null
}

/** What the plant works most often: right after the normal shift. */
const usual = { start: 17 * 60 + 20, end: 18 * 60 + 20 }
const day = 1440
/** As many breaks as the form takes by hand. */
const mostBreaks = 3
const addedMinutes = 30

/**
 * The request as it is being written: kept on this device until it is sent, so that nothing typed is lost. The breaks a
 * person placed are remembered as he placed them; what is shown follows the shift.
 */
export function useDraft() {
  const session = useSession()
  const place = placeOf(session.me?.id)
  const policy = computed(() => ({
    afterMinutes: session.organisation?.breakAfterMinutes ?? 240,
    lengthMinutes: session.organisation?.breakLengthMinutes ?? 60,
  }))
  const fresh = (): State => ({
    id: v7(),
    employee: null,
    project: null,
    workDate: session.today,
    ...usual,
    breaks: [],
    breaksFixed: false,
    reason: '',
    detail: '',
    revising: null,
  })
  const state = reactive<State>({ ...fresh(), ...readDraft(place) })
  /** Fields, by path, in which something stands that is no time; the times below are then those from before. */
  const unreadable = reactive(new Set<string>())

  watch(
    () => ({ ...state, revising: state.revising?.id }),
    () => {
      if (!state.revising) keepDraft(place, state)
    },
    { deep: true },
  )

  const span = computed<Span>(() => ({ start: state.start, end: state.end }))
  /** The breaks of the shift as it stands: planned around those a person placed, or only his. */
  const breaks = computed<DraftBreak[]>(() => (state.breaksFixed ? state.breaks : replanBreaks(state.breaks, span.value, policy.value)))
  const hours = computed(() => computeHours(span.value, apart(breaks.value)))
  const touched = computed(() => state.breaksFixed || state.breaks.length > 0)

  function setStart(time: string) {
    const minute = parseClock(time)
    if (minute === null) return
    const length = state.end - state.start
    state.start = minute
    if (state.end <= minute || state.end - minute > day) state.end = minute + length
  }
  /** An end before the start is on the next day. */
  function setEnd(time: string) {
    const minute = parseClock(time)
    if (minute !== null) state.end = minute <= state.start ? minute + day : minute
  }
  const shiftEnd = (by: number) => {
    state.end = Math.min(state.start + day - 5, Math.max(state.start + 5, state.end + by))
  }
  /** Sets the end so that this many hours count, due breaks included. */
  const setNetHours = (net: number) => {
    state.end = endForNet(state.start, net * 60, policy.value, breaks.value)
  }
  /** A band that was dragged by this grip: an end leaves the breaks to the rule, the whole bar takes its own along. */
  function takeBand(band: Band, grip: Grip) {
    unreadable.clear()
    if (typeof grip === 'object') {
      state.breaks = band.breaks.map((one, at) => ({ ...one, touched: at === grip.break || (breaks.value[at]?.touched ?? false) }))
      return
    }
    const by = band.start - state.start
    if (grip === 'whole') state.breaks = state.breaks.map((one) => ({ ...one, start: one.start + by, end: one.end + by }))
    state.start = band.start
    state.end = band.end
  }
  const fix = (list: DraftBreak[]) => {
    state.breaks = list.map((one) => ({ ...one, touched: true }))
    state.breaksFixed = true
  }
  function changeBreak(at: number, edge: 'start' | 'end', time: string) {
    const minute = parseClock(time)
    const current = breaks.value[at]
    if (minute === null || !current) return
    const placed = minute < state.start ? minute + day : minute
    const length = current.end - current.start
    const next =
      edge === 'start'
        ? { start: placed, end: placed + length }
        : { start: current.start, end: placed > current.start ? placed : placed + day }
    fix(breaks.value.map((one, index) => (index === at ? { ...next, touched: true } : one)))
  }
  /** Where one more break goes: the first half hour that is free an hour after the start, else any; null where none is. */
  const free = computed(() => {
    if (breaks.value.length >= mostBreaks) return null
    const isFree = (start: number) =>
      start + addedMinutes <= state.end && breaks.value.every((one) => one.end <= start || one.start >= start + addedMinutes)
    const starts = Array.from({ length: Math.ceil((state.end - state.start) / 5) }, (_, step) => state.start + step * 5)
    return starts.find((start) => start >= state.start + 60 && isFree(start)) ?? starts.find(isFree) ?? null
  })
  function addBreak() {
    if (free.value === null) return
    fix([...breaks.value, { start: free.value, end: free.value + addedMinutes, touched: true }].sort((a, b) => a.start - b.start))
  }
  const removeBreak = (at: number) => {
    forgetUnreadable('breaks')
    fix(breaks.value.filter((_, index) => index !== at))
  }
  const restoreBreaks = () => {
    forgetUnreadable('breaks')
    state.breaks = []
    state.breaksFixed = false
  }
  const forgetUnreadable = (beginning: string) => {
    for (const path of [...unreadable]) if (path.startsWith(beginning)) unreadable.delete(path)
  }
  /** What a time field says of itself: that it holds something that is no time, or a time again. */
  const markUnreadable = (path: string, is: boolean) => {
    if (is) unreadable.add(path)
    else unreadable.delete(path)
  }

  /** Begins anew; who, what and when stay. A stored request is again as it is stored. */
  function reset() {
    if (state.revising) return take(state.revising, 'revise')
    unreadable.clear()
    const { employee, project, workDate } = state
    Object.assign(state, fresh(), { employee, project, workDate })
  }
  /** The id belongs to what was sent before: what stands here now is another request. */
  const renew = () => {
    state.id = v7()
  }
  /** Another draft for the same day, from where the one that was sent ends: it would only clash with it. */
  function goOnAfter({ endMinute }: OvertimeRow) {
    reset()
    if (endMinute + 60 <= day) Object.assign(state, { start: endMinute, end: endMinute + 60 })
  }
  /** From a stored request back to the draft that was kept meanwhile. */
  function leave() {
    unreadable.clear()
    Object.assign(state, fresh(), readDraft(place))
  }
  /** Fills the form from a stored request: to change it, or as a copy for another day. */
  function take(row: OvertimeRow, as: 'revise' | 'copy') {
    unreadable.clear()
    const shift = { start: row.startMinute, end: row.endMinute }
    const kept = row.breaks.map(({ startMinute, endMinute, touched: moved }) => ({ start: startMinute, end: endMinute, touched: moved }))
    const own = kept.filter((one) => one.touched)
    // Where the rule would not place the rest just so, somebody has taken a break away or the rule has changed since.
    const byRule = replanBreaks(own, shift, policy.value)
    const isFixed = byRule.length !== kept.length || kept.some((one, at) => one.start !== byRule[at]?.start || one.end !== byRule[at]?.end)
    Object.assign(state, {
      id: as === 'revise' ? row.id : v7(),
      project: { id: row.projectId, label: row.projectName },
      ...shift,
      breaks: isFixed ? kept.map((one) => ({ ...one, touched: true })) : own,
      breaksFixed: isFixed,
      reason: row.reason,
      detail: row.detail,
    })
    if (as === 'copy') return
    state.revising = row
    state.employee = { id: row.employeeId, label: row.employeeName, detail: row.employeeWorkerId }
    state.workDate = row.workDate
  }

  /** The times as they are sent; breaks nobody touched are the server's to place. */
  const times = computed(() => ({
    workDate: state.workDate,
    timeStart: formatClock(state.start),
    timeEnd: formatClock(state.end),
    breaks: touched.value ? breaks.value.map(({ start, end }) => ({ start: formatClock(start), end: formatClock(end) })) : undefined,
  }))
  /** What cannot be sent as it stands, each at its field, by the check that the server makes too. */
  const problems = computed<ShiftProblem[]>(() => {
    if (unreadable.size > 0) return [...unreadable].map((path) => ({ path, code: 'time.invalid' }))
    const { timeStart, timeEnd, breaks: placed } = times.value
    const checked = checkShift(timeStart, timeEnd, placed, policy.value)
    return checked.ok ? [] : checked.problems
  })
  /** What counts; null while something stands here that cannot be sent, for the hours of before would be taken for it. */
  const counted = computed(() => (problems.value.length === 0 ? hours.value : null))

  return reactive({
    state,
    policy,
    span,
    breaks,
    hours,
    counted,
    mayAddBreak: computed(() => free.value !== null),
    touched,
    times,
    unreadable,
    problems,
    setStart,
    setEnd,
    shiftEnd,
    setNetHours,
    takeBand,
    changeBreak,
    addBreak,
    removeBreak,
    restoreBreaks,
    markUnreadable,
    reset,
    renew,
    goOnAfter,
    leave,
    take,
  })
}
/** Breaks of which none lies over another: a minute of rest is taken off once. */
function apart(breaks: readonly Span[]): Span[] {
  let to = Number.NEGATIVE_INFINITY
  return breaks
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => {
      const from = Math.max(start, to)
      to = Math.max(to, end)
      return { start: from, end: to }
    })
}
export type Draft = ReturnType<typeof useDraft>
