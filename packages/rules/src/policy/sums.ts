import type { Band } from '@lembur/contracts/evaluation'
import type { PaidDay, PaidPiece } from './bands.ts'
import type { CompiledPolicy, Step } from './compile.ts'
import { type Exact, exact, fractionText, zero } from './fraction.ts'

/** Hours of one label and rate, with what money needs. */
export type Summed = { band: Band; rate: Exact; minutes: number; days: Exact | null }

type Line = Summed & { key: string }

/**
 * The bands of some pieces, in the order in which they first occur. Hours of the same label and rate are one band; a flat sum or a
 * deemed day is a band of its own, since it is about one day.
 */
export function bandsOf(days: readonly PaidDay[], policy: CompiledPolicy, only: (piece: PaidPiece) => boolean = () => true): Summed[] {
  const lines = new Map<string, Line>()
  for (const day of days) {
    const deemed = day.countedMinutes > day.workedMinutes
    for (const line of roundedLines(dayLines(day, policy, only), policy)) {
      const key = deemed || line.days ? `${line.key} ${day.day}` : line.key
      const found = lines.get(key)
      if (found) add(found, line)
      else lines.set(key, deemed ? { ...line, band: { ...line.band, deemed: true, actualMinutes: day.workedMinutes } } : line)
    }
  }
  return [...lines.values()].map(({ key: _key, ...summed }) => summed)
}

function add(to: Line, { minutes }: Line) {
  to.minutes += minutes
  to.band = { ...to.band, minutes: to.band.minutes + minutes }
}

function dayLines(day: PaidDay, policy: CompiledPolicy, only: (piece: PaidPiece) => boolean): Line[] {
  const lines = new Map<string, Line>()
  for (const piece of day.pieces) {
    if (!only(piece)) continue
    const { rate, minutes, step } = piece
    const flat = step?.flatDays ? flatOf(day, step.flatDays) : null
    const label = flat?.label ?? rate.label
    const key = `${label}|${rate.text}|${rate.class}|${rate.inPay}|${flat !== null}`
    const found = lines.get(key)
    const article = policy.articleOf(rate.source)
    const band = { label, rate: rate.text, minutes, class: rate.class, inPay: rate.inPay, article }
    const line = { key, rate: rate.rate, minutes, days: null, band: flat ? { ...band, flatDays: fractionText(flat.days) } : band }
    if (found) add(found, line)
    // Whoever began the day's flat stretch has its day wages; the hours of others in it are paid by them already.
    else lines.set(key, { ...line, days: flat && isFirstFlat(day, piece) ? flat.days : flat && zero })
  }
  return [...lines.values()]
}

const isFirstFlat = (day: PaidDay, piece: PaidPiece) => day.pieces.find(({ step }) => step?.flatDays) === piece

/** The flat sum of a day: by the share of the norm that all the minutes of that stretch come to. */
function flatOf(day: PaidDay, lines: NonNullable<Step['flatDays']>) {
  const minutes = day.pieces.reduce((sum, { step, minutes: more }) => (step?.flatDays ? sum + more : sum), 0)
  const norm = day.norm.dayMinutes ?? 1440
  return lines.find(({ upTo }) => upTo === null || exact(minutes).lte(upTo.mul(norm))) ?? lines.at(-1) ?? null
}

/** Minutes to the unit that the policy pays, each day and label by itself. */
function roundedLines(lines: Line[], { document }: CompiledPolicy): Line[] {
  const { unit, mode } = document.rounding.minutes
  if (unit === 1) return lines
  const way = { floor: Math.floor, ceil: Math.ceil, 'half-up': Math.round }[mode]
  return lines.map((line) => {
    const minutes = way(line.minutes / unit) * unit
    return { ...line, minutes, band: { ...line.band, minutes } }
  })
}

/** Minutes times rate, of what is paid by the hour. */
export function payableMinutes(bands: readonly Summed[]): Exact {
  return bands.reduce((sum, { band, rate, minutes, days }) => (band.inPay && !days ? sum.add(rate.mul(minutes)) : sum), zero)
}

/** Day wages, of what is paid flat. */
export const payableDays = (bands: readonly Summed[]): Exact =>
  bands.reduce((sum, { band, days }) => (band.inPay && days ? sum.add(days) : sum), zero)
