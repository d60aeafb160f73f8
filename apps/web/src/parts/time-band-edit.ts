import { roundTo } from '@lembur/rules/clock'
import { clamp, type Span } from './time-band.ts'

/** Which part of a band is moved: an end, the whole, or a break by its place in the list. */
export type Grip = 'start' | 'end' | 'whole' | { break: number }

export interface Band extends Span {
  breaks: Span[]
}
export interface Edit {
  step: number
  /** Minutes that draw a dragged end to themselves: the edges of the shift. */
  magnets: number[]
}

/** A shift has at least one step of length, starts on its work date and ends before the same time of the day after. */
const latestStart = 1435
const longest = 1435
/** How near, in minutes, an edge of the shift draws. */
const pull = 9

/** The nearest step, or the magnet close by. */
export function snap(minute: number, { step, magnets }: Edit): number {
  const near = magnets.filter((magnet) => Math.abs(magnet - minute) <= pull).sort((a, b) => Math.abs(a - minute) - Math.abs(b - minute))[0]
  return near ?? roundTo(minute, step)
}

/** The band after a grip was moved to a minute; breaks stay where they are unless one is moved, and then stay inside. */
export function moveTo(band: Band, grip: Grip, minute: number, edit: Edit): Band {
  if (grip === 'start') {
    const start = clamp(snap(minute, edit), Math.max(0, band.end - longest), Math.min(latestStart, band.end - edit.step))
    return { ...band, start }
  }
  if (grip === 'end') return { ...band, end: clamp(snap(minute, edit), band.start + edit.step, band.start + longest) }
  if (grip === 'whole') {
    const start = clamp(snap(minute, edit), 0, latestStart)
    const by = start - band.start
    return { start, end: band.end + by, breaks: band.breaks.map((one) => ({ start: one.start + by, end: one.end + by })) }
  }
  const moved = band.breaks[grip.break]
  if (!moved) return band
  const length = moved.end - moved.start
  const start = clamp(roundTo(minute, edit.step), band.start, Math.max(band.start, band.end - length))
  const breaks = band.breaks.map((one, at) => (at === grip.break ? { start, end: start + length } : one))
  const overlaps = breaks.some((one, at) => at !== grip.break && one.start < start + length && one.end > start)
  return overlaps ? band : { ...band, breaks }
}

/** Minutes that a key moves a handle by, or null where the key is not for it. ←→ 5, with Shift 30, Page 60. */
export function keyStep(key: string, shift: boolean): number | null {
  const steps: Record<string, number> = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 60, PageDown: -60 }
  const step = steps[key]
  return step === undefined ? null : shift && key.startsWith('Arrow') ? step * 6 : step
}

export const sameBand = (a: Band, b: Band): boolean =>
  a.start === b.start && a.end === b.end && a.breaks.every((one, at) => one.start === b.breaks[at]?.start && one.end === b.breaks[at]?.end)
