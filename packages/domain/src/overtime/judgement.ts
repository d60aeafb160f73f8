import type { Judgement } from '@lembur/contracts/judgement'
import type { ForecastLine } from '@lembur/contracts/overtime'
import { nextFree, type Room } from '@lembur/rules/next-free'
import type { Judged } from './judged.ts'
import { ownCaps } from './own-caps.ts'

/** Where nothing can be judged: there are no times yet, or the policy does not fit any more what it lies on. */
export const unjudged: Judgement = {
  law: [],
  averages: [],
  violations: [],
  obligations: [],
  payableMinutes: '0',
  nextFree: null,
  restMinutes: null,
  restAfterMinutes: null,
  policyTitle: '',
}

/**
 * What is shown of a judgement beside the plant's limits. `linesOn` are those limits on another date with this request counted:
 * where one of them or of the law's caps is used up, they are searched for the next free hour.
 */
export function judgementOf(
  of: Judged | null,
  date: string,
  lines: readonly ForecastLine[],
  linesOn: (date: string) => ForecastLine[],
): Judgement {
  if (!of) return unjudged
  const { booked, evaluation, own, violations, rest } = of
  const law = ownCaps(of)
  const caps = law
    .filter(({ severity }) => severity !== 'warning')
    .flatMap(({ code, to, limitMinutes, beforeMinutes, addedMinutes }): Room<Span>[] => {
      const span = booked.policy.document.caps[code]?.window
      return span ? [{ span, code, to, leftMinutes: limitMinutes - beforeMinutes - addedMinutes }] : []
    })
  return {
    law,
    averages: evaluation.averages,
    violations,
    obligations: evaluation.obligations,
    payableMinutes: own.payableMinutes,
    nextFree: nextFree<Span>(date, [...roomOf(lines), ...caps], (other) => roomOf(linesOn(other))),
    restMinutes: rest.before,
    restAfterMinutes: rest.after,
    policyTitle: booked.title,
  }
}

type Span = NonNullable<Judgement['nextFree']>['span']

const roomOf = (lines: readonly ForecastLine[]): Room<Span>[] =>
  lines.flatMap(({ span, to, maxMinutes, approvedMinutes, pendingMinutes, draftMinutes }) =>
    maxMinutes === null ? [] : [{ span, code: null, to, leftMinutes: maxMinutes - approvedMinutes - pendingMinutes - draftMinutes }],
  )
