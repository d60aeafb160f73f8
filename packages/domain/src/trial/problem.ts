import { PolicyProblem } from '@lembur/rules/policy/problem'
import { DomainError, field, invalid } from '../kernel/index.ts'

/** Runs something of a policy; one that is not right is refused with each fault and where it is. Errors: `input.invalid`. */
export function refusing<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (error instanceof PolicyProblem) throw invalid(error.problems.map(({ path, code }) => field(`layer.${path}`, code)))
    throw error
  }
}

/** The code of a fault that trying again cannot help; null for any other. */
export function lastingProblem(error: unknown): string | null {
  if (error instanceof PolicyProblem) return error.problems[0]?.code ?? 'policy.invalid'
  return error instanceof DomainError && error.kind !== 'unavailable' ? error.code : null
}
