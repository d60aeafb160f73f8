import type { Span } from '@lembur/rules/hours'

/** Geometry of the time band only. Minutes from 00:00 of the work date; 1440 and more is the next day. */
export interface Axis {
  from: number
  to: number
}
export type { Span }
export interface Segment extends Span {
  kind: 'work' | 'neck'
}

export const midnight = 1440
/** 06:00 to 06:00: evening and night shifts stay whole and rows compare. */
export const factoryDay: Axis = { from: 360, to: 1800 }

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Where a minute lies on the axis, in percent; what is outside sticks to the edge. */
export const pos = (minute: number, axis: Axis): number => ((clamp(minute, axis.from, axis.to) - axis.from) / (axis.to - axis.from)) * 100

/** Left edge and width of a span on the axis, in percent. */
export function place(span: Span, axis: Axis): { left: number; width: number } {
  const left = pos(span.start, axis)
  return { left, width: pos(span.end, axis) - left }
}

/** Work, neck, work …: a break may close the shift, and breaks may follow each other without work between. */
export function segments(start: number, end: number, breaks: readonly Span[]): Segment[] {
  const all: Segment[] = []
  let at = start
  for (const one of breaks.toSorted((a, b) => a.start - b.start)) {
    if (one.start > at) all.push({ kind: 'work', start: at, end: one.start })
    all.push({ kind: 'neck', start: one.start, end: one.end })
    at = one.end
  }
  return at < end ? [...all, { kind: 'work', start: at, end }] : all
}

/** Both times on the right where less than 14 % is free on the left, both on the left where the bar ends past 85 %. */
export const labelSide = (start: number, end: number, axis: Axis): 'right' | 'left' | 'outside' =>
  pos(start, axis) < 14 ? 'right' : pos(end, axis) > 85 ? 'left' : 'outside'

/** Where the larger times of an edited band go, each of them `room` percent wide; nowhere where the bar leaves no room for them. */
export function largeLabelSide(start: number, end: number, axis: Axis, room: number): 'right' | 'left' | 'outside' | 'none' {
  const left = pos(start, axis)
  const right = 100 - pos(end, axis)
  if (left >= room && right >= room) return 'outside'
  if (right >= 2 * room) return 'right'
  return left >= 2 * room ? 'left' : 'none'
}

/** Ticks on multiples of `step` within the axis, both ends included. */
export function ticks(axis: Axis, step: number): number[] {
  const first = Math.ceil(axis.from / step) * step
  return Array.from({ length: Math.floor((axis.to - first) / step) + 1 }, (_, index) => first + index * step)
}

/** The part of the day a phone's form shows: 3 h before to 3 h after, on full hours, at most 12 h. A longer shift is shown whole. */
export function zoomAxis(start: number, end: number): Axis {
  const hour = 60
  const from = Math.floor((start - 3 * hour) / hour) * hour
  const to = Math.ceil((end + 3 * hour) / hour) * hour
  const room = Math.max(12 * hour, Math.ceil((end - start) / hour) * hour)
  if (to - from <= room) return { from, to }
  const spare = Math.max(0, Math.floor((room - (end - start)) / 2 / hour) * hour)
  const zoomed = Math.floor(start / hour) * hour - spare
  return { from: zoomed, to: Math.max(zoomed + room, Math.ceil(end / hour) * hour) }
}

/** The factory day; where the span would leave it, the 24 hours that hold it. */
export function dayAxis(start: number, end: number): Axis {
  const latest = Math.floor(start / 60) * 60
  const from = Math.min(latest, Math.max(factoryDay.from, Math.ceil(end / 60) * 60 - midnight))
  return { from, to: from + midnight }
}

/** Just the span, on full hours: what one request's steps are drawn on. */
export const hourAxis = (start: number, end: number): Axis => ({
  from: Math.floor((start - 5) / 60) * 60,
  to: Math.ceil((end + 5) / 60) * 60,
})

/** The axis that holds a band: the factory day; one that begins before 06:00 sticks to its left edge. */
export const cutLeft = (start: number, axis: Axis): boolean => start < axis.from
export const cutRight = (end: number, axis: Axis): boolean => end > axis.to
