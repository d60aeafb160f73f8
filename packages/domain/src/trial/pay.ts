import type { Evaluation, Pay } from '@lembur/contracts/evaluation'
import { PolicyProblem } from '@lembur/rules/policy/problem'

/** The pay of an evaluation; null without a wage, and where the wage that is known does not lead to one that the policy can pay by. */
export function payOf(evaluate: () => Evaluation): Pay | null {
  try {
    return evaluate().pay
  } catch (error) {
    if (error instanceof PolicyProblem && error.problems.every(({ path }) => path === 'wage')) return null
    throw error
  }
}
