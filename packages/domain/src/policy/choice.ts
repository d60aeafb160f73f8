import type { PolicyInForce } from '@lembur/contracts/policies'
import type { Assigned, Published, PublishedVersion } from './published.ts'

/** Whose policy is asked for. */
export type PolicyCase = { employeeId: string | null; departmentId: string | null; workDate: string }

/** The version that holds and the assignment that says so; both null: nothing is assigned, so what the product brings. */
export type Choice = { version: PublishedVersion | null; assignment: Assigned | null; decidedBy: PolicyInForce['decidedBy'] }

const none: Choice = { version: null, assignment: null, decidedBy: 'pack' }

/**
 * Which version holds for whom on a day: the employee's assignment before his department's before the organisation's, each the
 * latest up to the day; then of that policy the latest version up to the day. A scope whose latest assignment takes its policy
 * away, or whose policy has no version yet, leaves it to the next wider one.
 */
export function chooser({ assignments, versions }: Published): (of: PolicyCase) => Choice {
  const byTarget = Map.groupBy(assignments, ({ scope, departmentId, employeeId }) => `${scope} ${departmentId ?? employeeId ?? ''}`)
  const byPolicy = Map.groupBy(versions, ({ policyId }) => policyId)
  return ({ employeeId, departmentId, workDate }) => {
    const targets = [
      ['employee', employeeId],
      ['department', departmentId],
      ['organisation', ''],
    ] as const
    for (const [scope, target] of targets) {
      if (target === null) continue
      const assignment = byTarget.get(`${scope} ${target}`)?.find(({ effectiveFrom }) => effectiveFrom <= workDate)
      if (!assignment?.policyId) continue
      const version = byPolicy.get(assignment.policyId)?.find(({ effectiveFrom }) => effectiveFrom <= workDate)
      if (version) return { version, assignment, decidedBy: scope }
    }
    return none
  }
}
