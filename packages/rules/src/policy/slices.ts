import { parseClock } from '../clock.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Shift } from './timeline.ts'
import type { Zone } from './zone.ts'

/** A stretch of work that nothing cuts any more: one day, one kind of day, by night or not. */
export type Slice = {
  start: number
  minutes: number
  /** The day it counts to, which past midnight may be the one before. */
  day: number
  kind: string
  night: boolean
  overtime: boolean
  tag: string | null
}

/** What kind a day is to the policy. */
export type KindOf = (day: number) => string

const midnight = 1440

/** Cuts shifts where the day or the night changes, and says to which day each stretch counts. In order of time. */
export function slicesOf(shifts: readonly Shift[], policy: CompiledPolicy, zone: Zone, kindOf: KindOf): Slice[] {
  const { midnight: rule, startsAt } = policy.document.day
  const slices: Slice[] = []
  for (const { segments, workDay } of shifts) {
    const [first] = segments
    if (!first) continue
    const home = workDay ?? shownDay(first.start, zone, rule === 'fixed' ? startsAt : 0)
    for (const segment of segments) {
      const homeKind = first.dayKind ?? kindOf(home)
      const dayAt = (instant: number): { day: number; kind: string } => {
        if (rule === 'shift-start') return { day: home, kind: homeKind }
        const day = shownDay(instant, zone, rule === 'fixed' ? startsAt : 0)
        const kind = day === home ? homeKind : kindOf(day)
        return rule === 'kind-change' && kind === homeKind ? { day: home, kind } : { day, kind }
      }
      for (let at = segment.start; at < segment.end; ) {
        const end = Math.min(segment.end, nextCut(at, policy, zone))
        const { tag, overtime } = segment
        slices.push({ start: at, minutes: end - at, ...dayAt(at), night: isNight(at, policy, zone), overtime, tag })
        at = end
      }
    }
  }
  return slices
}

/** The day an instant belongs to where days begin at `startsAt` minutes. */
function shownDay(instant: number, zone: Zone, startsAt: number): number {
  const { day, minute } = zone.local(instant)
  return minute < startsAt ? day - 1 : day
}

/** The next instant after this one at which a day or a night begins or ends. */
function nextCut(instant: number, policy: CompiledPolicy, zone: Zone): number {
  const { day, minute } = zone.local(instant)
  const marks = policy.cuts
  const next = marks.find((mark) => mark > minute) ?? midnight
  const cut = zone.instant(day, next)
  // A clock set back shows the same minutes again: the mark may lie behind us already.
  return cut > instant ? cut : zone.instant(day + 1, 0)
}

function isNight(instant: number, { night }: CompiledPolicy, zone: Zone): boolean {
  if (!night) return false
  const { minute } = zone.local(instant)
  return night.from <= night.to ? minute >= night.from && minute < night.to : minute >= night.from || minute < night.to
}

/** Minutes of the day at which something may change: the start of the day, the edges of the night, midnight. */
export function cutsOf(startsAt: number, night: { from: number; to: number } | null): number[] {
  const marks = [startsAt, ...(night ? [night.from, night.to] : [])].filter((mark) => mark > 0)
  return [...new Set([...marks, midnight])].sort((a, b) => a - b)
}

/** Minutes from 00:00 of the edges of a night. */
export const nightOf = (night: { from: string; to: string } | null): { from: number; to: number } | null =>
  night && { from: parseClock(night.from) ?? 0, to: parseClock(night.to) ?? 0 }
