import type { Pay, Wage } from '@lembur/contracts/evaluation'
import type { CompiledPolicy, Facts } from './compile.ts'
import { decimal, exact, fractionText, roundBy, rounded } from './fraction.ts'
import { problem } from './problem.ts'
import { payableDays, payableMinutes, type Summed } from './sums.ts'
import type { Trace } from './trace.ts'
import { resolveWage, wageValues } from './wages.ts'

type Work = { policy: CompiledPolicy; facts: Facts; workedMinutes: number; trace: Trace | null }

/**
 * What bands come to in money: hours at the hourly wage, flat days at the daily one, rounded once at the end.
 * @throws PolicyProblem at `wage`: `policy.wage_missing` where what is given does not lead to the wage that is needed,
 * `policy.formula` where a formula comes to less than nothing or divides by it
 */
export function payOf(wage: Wage, bands: readonly Summed[], { policy, facts, workedMinutes, trace }: Work): Pay {
  const { rounding, payScope, currency } = policy.document
  const straightMinutes = bands.reduce((sum, { band, minutes }) => (band.class === 'regular' ? sum + minutes : sum), 0)
  const values = wageValues(wage, facts, { minutes: workedMinutes, straightMinutes, normMinutes: policy.normOf(facts).dayMinutes })
  const hourly = resolveWage('hourly', values, policy, facts)
  const days = payableDays(bands)
  const daily = days.equals(0) ? null : resolveWage('daily', values, policy, facts)
  const minutes = payableMinutes(bands)
  if (!hourly || (!daily && !days.equals(0))) throw problem('wage', 'policy.wage_missing')
  const perHour = roundBy(rounding.hourly, hourly.value)
  const exactly = minutes
    .div(60)
    .mul(perHour)
    .add(daily ? daily.value.mul(days) : exact(0))
  const amount = roundBy(rounding.final, exactly)
  trace?.wage('hourly', { ...hourly, value: perHour })
  if (daily) trace?.wage('daily', daily)
  trace?.say('pay', null, undefined, { amount: fractionText(amount), rounding: rounding.final, exactly: rounded(exactly, 6) })
  return {
    scope: payScope === 'total' ? 'total' : 'overtime',
    amount: decimal(amount, placesOf(rounding.final)),
    currency: wage.currency ?? currency,
    hourly: decimal(perHour, 6),
  }
}

/** Decimals worth writing: those that the rounding leaves. */
function placesOf(rounding: string): number {
  if (rounding === 'none') return 6
  const place = Number(rounding.slice(rounding.lastIndexOf('-') + 1))
  return place >= 2 && place < 10 ? place : 0
}
