import type { EvaluationInput } from '@lembur/contracts/evaluation'
import type { PaidDay, PaidPiece, Rate } from './bands.ts'
import type { CompiledPolicy } from './compile.ts'
import { type Exact, fractionText } from './fraction.ts'
import { problem } from './problem.ts'

/**
 * A week known by its hours alone: what the week's norm leaves is ordinary, the rest goes up a workday's ladder. Days, nights and
 * rests cannot be asked of it.
 * @throws PolicyProblem `policy.no_workday` at `weekMinutes` where the policy has no workday
 */
export function weekAlone(policy: CompiledPolicy, { weekMinutes = 0, before, facts }: EvaluationInput): PaidDay[] {
  const plan = policy.planOf('workday', facts)
  if (!plan?.ordinary) throw problem('weekMinutes', 'policy.no_workday')
  const norm = policy.normOf(facts)
  const weekLeft = norm.weekMinutes === null ? weekMinutes : Math.max(0, norm.weekMinutes - (before.weekWorked ?? 0))
  const slice = { start: 0, minutes: weekMinutes, day: 0, kind: 'workday', night: false, overtime: false, tag: null }
  const pieces: PaidPiece[] = []
  const add = (minutes: number, base: Omit<Rate, 'text' | 'premiums'>, step: PaidPiece['step']) => {
    if (minutes > 0) pieces.push({ start: null, minutes, slice, step, rate: { ...base, text: fractionText(base.rate), premiums: [] } })
  }
  const ordinary = Math.min(weekMinutes, weekLeft)
  const { label, rate, inPay }: { label: string; rate: Exact; inPay: boolean } = plan.ordinary
  add(ordinary, { label, rate, inPay, class: 'regular', source: plan.source }, null)
  let left = weekMinutes - ordinary
  for (const step of plan.ladder) {
    const length = step.minutes === 'norm' ? (norm.dayMinutes ?? left) : (step.minutes ?? left)
    const minutes = Math.min(left, length)
    add(minutes, { label: step.label, rate: step.rate, inPay: true, class: step.class, source: step.source ?? plan.source }, step)
    left -= minutes
  }
  return [
    {
      day: 0,
      kind: 'workday',
      plan,
      pieces,
      workedMinutes: weekMinutes,
      countedMinutes: weekMinutes,
      seventh: false,
      norm: { dayMinutes: norm.dayMinutes, weekLeft },
    },
  ]
}
