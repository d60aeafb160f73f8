import type { TrialCost, TrialFigures, TrialRow } from '@lembur/contracts/trials'
import { decimal, exact } from '@lembur/rules/policy/fraction'
import { type Ctx, DomainError, reachOf, sealedFor } from '../kernel/index.ts'
import { isUnderWay, type TrialRecord } from './row.ts'
import type { Costs, Money, Sides, Tally } from './sums.ts'

/** Hours with two decimals of an exact number of minutes. */
const hours = (minutes: string): string => decimal(exact(minutes).div(60), 2)
export const hoursOf = ({ before, after }: Sides<string>) => ({ before: hours(before), after: hours(after) })

export const costOf = (costs: Costs): TrialCost[] =>
  Object.entries(costs)
    .map(([currency, { before, after }]) => ({
      currency: currency || null,
      before: decimal(exact(before), 2),
      after: decimal(exact(after), 2),
    }))
    .toSorted((a, b) => (a.currency ?? '').localeCompare(b.currency ?? ''))

/** Sums as people see them; the field `cost` is not there at all where no money is shown. */
export function figuresOf(tally: Tally, costs: Costs | null): TrialFigures {
  const violations = Object.entries(tally.violations).map(([code, sides]) => ({ code, ...sides }))
  const change = ({ before, after }: Sides<number>) => Math.abs(after - before)
  return {
    people: tally.people,
    peopleAffected: tally.peopleAffected,
    requests: tally.requests,
    workedMinutes: tally.workedMinutes,
    payableHours: hoursOf(tally.payableMinutes),
    violations: violations.toSorted((a, b) => change(b) - change(a) || a.code.localeCompare(b.code)),
    ...(costs ? { cost: costOf(costs) } : {}),
  }
}

/** The money of a trial for who may read everybody's wages; null for all others, and where no key opens it any more. */
export function moneyFor({ actor, services }: Ctx, { id, result }: TrialRecord): Money | null {
  if (result.money === null || !reachOf(actor, 'wage.read')?.everywhere) return null
  try {
    return JSON.parse(services.vault.open(result.money, sealedFor.trial(actor.organizationId, id)))
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

/** A trial as lists show it. */
export function presentTrial(ctx: Ctx, trial: TrialRecord, money: Money | null = moneyFor(ctx, trial)): TrialRow {
  const { policyId: _policyId, layer: _layer, lastEmployeeId: _last, result, ...row } = trial
  return {
    ...row,
    policyId: trial.policyId,
    versionNumber: result.versionNumber,
    wasDraft: result.wasDraft,
    reach: result.reach,
    total: figuresOf(result.sums.total, money?.total ?? null),
    can: {
      cancel: isUnderWay(trial.state),
      resume: trial.state === 'cancelled' || trial.state === 'failed',
      // Whoever may read a trial may throw it away.
      remove: true,
    },
  }
}
