import { PolicyProblem } from '@lembur/rules/policy/problem'
import { DomainError, field } from '../kernel/index.ts'

/** Runs something of a policy; one that is not right is refused, with each fault and where it is. Errors: `policy.invalid` (`fields`). */
export function refusing<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    const fields = error.problems.map(({ path, code }) => field(`layer.${path}`, code))
    throw new DomainError('invalid', 'policy.invalid', { fields })
  }
}

/** The code of a fault that trying again cannot help; null for any other. */
export function lastingProblem(error: unknown): string | null {
  if (error instanceof PolicyProblem) return error.problems[0]?.code ?? 'policy.invalid'
  return error instanceof DomainError && (error.kind !== 'unavailable' || error.code.startsWith('secret.')) ? error.code : null
}
