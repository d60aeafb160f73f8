import type { PolicyAssignment } from '@lembur/contracts/policies'
import { policyAssignment } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertMay, type Ctx, conflict, notFound, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { assignmentSubject, assignments, presentedAssignment } from './assignments.ts'

/**
 * Takes an assignment away whose day has not come: people were judged by any other, so it stays. Errors: `policy.in_use`,
 * `not_found`, `permission.denied`.
 */
export async function unassignPolicy(ctx: Ctx, { id }: { id: string }): Promise<PolicyAssignment> {
  assertMay(ctx.actor, 'policy.update')
  const { before } = await write(ctx, 'policy.unassign', async (tx) => {
    await oneAtATime(tx)
    const [row] = await assignments(ctx, tx).where(eq(policyAssignment.id, id))
    if (!row) throw notFound('policy_assignment')
    const before = presentedAssignment(ctx, row)
    if (!before.canRemove) throw conflict('policy.in_use', { field: 'effectiveFrom' })
    await tx.db.delete(policyAssignment).where(eq(policyAssignment.id, id))
    tx.announce({ topic: 'policy', action: 'unassigned', subjectId: before.policyId, employeeId: before.employeeId })
    return { subject: assignmentSubject(before), before, after: null }
  })
  return before
}
