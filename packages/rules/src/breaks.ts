import type { Span } from './hours.ts'

/** A break of `lengthMinutes` is due whenever `afterMinutes` of work follow the start or the break before. */
export type BreakPolicy = { afterMinutes: number; lengthMinutes: number }

/** A break of a draft; `touched` if a person placed or moved it, so that the policy leaves it alone. */
export type DraftBreak = Span & { touched: boolean }

/** One hour after each four hours worked, on every kind of day (settled by the plant, decision 4). */
export const defaultBreakPolicy: BreakPolicy = { afterMinutes: 240, lengthMinutes: 60 }

function assertPolicy({ afterMinutes, lengthMinutes }: BreakPolicy): void {
  if (!(afterMinutes >= 1) || !(lengthMinutes >= 0)) throw new RangeError('A break policy needs afterMinutes ≥ 1 and lengthMinutes ≥ 0')
}

/**
 * The breaks that the policy places in a shift: by default at elapsed hours 4–5, 9–10, 14–15, the last one clipped to the end of the
 * shift (settled by the plant, decision 4). In order of time, inside the shift, without overlap. A length of 0 means no breaks.
 * @throws RangeError on a policy without work between its breaks
 */
export function planBreaks(span: Span, policy: BreakPolicy): Span[] {
  assertPolicy(policy)
  const breaks: Span[] = []
  if (policy.lengthMinutes === 0) return breaks
  for (let start = span.start + policy.afterMinutes; start < span.end; start += policy.lengthMinutes + policy.afterMinutes) {
    breaks.push({ start, end: Math.min(start + policy.lengthMinutes, span.end) })
  }
  return breaks
}

/**
 * The breaks of a draft after its start or end has changed: only those that nobody touched are planned anew. A touched break stays
 * where it is, is clipped to the shift, or goes if nothing of it is left. It stands for the break that the policy would place in its
 * turn; one that was added beside the planned ones stands for none. A planned break that would overlap a touched one gives way.
 * What is clipped is lost: while an end is being dragged, pass the breaks as they were when the drag began.
 */
export function replanBreaks(current: readonly DraftBreak[], span: Span, policy: BreakPolicy): DraftBreak[] {
  const planned = planBreaks(span, policy)
  const { touched, replaced } = settleTouched(current, span, planned)
  const free = planned.filter(
    ({ start, end }, turn) => !replaced.has(turn) && !touched.some((kept) => kept.start < end && start < kept.end),
  )
  return [...touched, ...free.map((each) => ({ ...each, touched: false }))].sort((a, b) => a.start - b.start)
}

/** The touched breaks that remain, and the turns in `planned` that they stand for. */
function settleTouched(current: readonly DraftBreak[], span: Span, planned: readonly Span[]) {
  // An untouched break outside the shift tells nothing about the turns inside.
  const ordered = current.filter((each) => each.start < span.end && each.end > span.start).sort((a, b) => a.start - b.start)
  const touched: DraftBreak[] = []
  const replaced = new Set<number>()
  let at = span.start
  let turn = 0
  ordered.forEach((each, index) => {
    if (!each.touched) {
      turn = Math.max(turn, nearestTurn(each, planned) + 1)
      return
    }
    const start = Math.max(each.start, at)
    const end = Math.min(each.end, span.end)
    if (start >= end) return
    touched.push({ start, end, touched: true })
    at = end
    const nextUntouched = ordered.slice(index + 1).find((other) => !other.touched)
    // An untouched break that follows keeps its own turn.
    const lastTurn = (nextUntouched ? nearestTurn(nextUntouched, planned) : planned.length) - 1
    if (turn > lastTurn) return
    const begun = planned.findLastIndex((due) => due.start <= start)
    const taken = Math.min(Math.max(turn, begun), lastTurn)
    replaced.add(taken)
    turn = taken + 1
  })
  return { touched, replaced }
}

/** Which of the planned breaks an untouched one is, after the shift has moved; -1 if none is planned. */
function nearestTurn({ start }: Span, planned: readonly Span[]): number {
  const distances = planned.map((each) => Math.abs(each.start - start))
  return distances.indexOf(Math.min(...distances))
}

/** Whether these breaks are exactly what the policy places in this shift, in any order. */
export function isByPolicy(breaks: readonly Span[], span: Span, policy: BreakPolicy): boolean {
  const planned = planBreaks(span, policy)
  const sorted = breaks.toSorted((a, b) => a.start - b.start)
  return (
    sorted.length === planned.length && planned.every(({ start, end }, turn) => sorted[turn]?.start === start && sorted[turn].end === end)
  )
}

/**
 * The end of a shift from `start` that leaves `netMinutes` of overtime once its breaks are taken: those of the policy and, of `current`,
 * those a person has touched. A break that would fall due just after the last worked minute is not needed. In minutes from 00:00 of the
 * work date: net 4 h from 17:20 end at 21:20, net 8 h at 02:20, and net 4 h with a break moved to 19:00–20:00 at 22:20.
 */
export function endForNet(start: number, netMinutes: number, policy: BreakPolicy, current: readonly DraftBreak[] = []): number {
  let end = start + netMinutes
  for (let missing = 0; ; end += missing) {
    const breaks = replanBreaks(current, { start, end }, policy)
    missing = start + netMinutes + breaks.reduce((sum, each) => sum + each.end - each.start, 0) - end
    // A touched break that comes into the shift may stand for a longer one: then there is a little more than asked for, never less.
    if (!(missing > 0)) return end
  }
}
