import { addDays } from './dates.ts'

/** How much room a limit leaves, in minutes, and the last date on which it holds. */
export type Room<Span extends string = string> = { span: Span; code: string | null; to: string; leftMinutes: number }

/** Less room than an hour is none. */
export const freeHour = 60
/** What opens later than this is not waited for. */
const searchedDays = 366

/**
 * Which limit is used up, and the first date on which each has room for an hour again. `now` is the room with everything counted,
 * `on` what the limits leave on another date; null while each has an hour left, and where none opens within a year. Of
 * several the one that lasts longest is named.
 */
export function nextFree<Span extends string>(
  date: string,
  now: readonly Room<Span>[],
  on: (date: string) => readonly Room<Span>[],
): { span: Span; code: string | null; from: string } | null {
  const [longest] = now.filter(({ leftMinutes }) => leftMinutes < freeHour).sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : 0))
  if (!longest) return null
  const last = addDays(date, searchedDays)
  const usedUp = now.filter(({ leftMinutes }) => leftMinutes < freeHour)
  for (let from = addDays(date, 1); from <= last; from = addDays(from, 1)) {
    // A cap of the law is known for its own window alone; behind it, it is taken to be free.
    if (usedUp.some(({ code, to }) => code !== null && from <= to)) continue
    if (on(from).every(({ leftMinutes }) => leftMinutes >= freeHour)) return { span: longest.span, code: longest.code, from }
  }
  return null
}
