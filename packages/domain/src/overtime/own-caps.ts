import type { CapState } from '@lembur/contracts/evaluation'
import type { Judged } from './judged.ts'

/**
 * Where the caps stand with a request that was judged together with the others of its date: those count as what came before,
 * so that `addedMinutes` is the request's own.
 */
export function ownCaps({ booked, evaluation, own, requests }: Pick<Judged, 'booked' | 'evaluation' | 'own' | 'requests'>): CapState[] {
  if (requests.length === 1) return evaluation.caps
  const date = requests[0]?.workDate ?? ''
  return evaluation.caps.map((cap) => {
    const counted = booked.policy.document.caps[cap.code]?.counts ?? []
    // Of hours past midnight that count to the next date, all are its own where nothing of that date was judged along.
    if (date < cap.from && requests.every(({ workDate }) => workDate < cap.from)) return cap
    const minutes = own.pieces.reduce((sum, piece) => (counted.includes(piece.class) ? sum + piece.end - piece.start : sum), 0)
    const addedMinutes = Math.min(minutes, cap.addedMinutes)
    return { ...cap, beforeMinutes: cap.beforeMinutes + cap.addedMinutes - addedMinutes, addedMinutes }
  })
}
