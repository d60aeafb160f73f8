import type { AssignPolicy, PolicyAssignment } from '@lembur/contracts/policies'
import { newId, type Tx } from '@lembur/db'
import { department, employee, policy, policyAssignment, policyVersion } from '@lembur/db/schema'
import { and, eq, isNull } from 'drizzle-orm'
import { assertMay, type Ctx, conflict, field, invalid, todayIn, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { holdPeriods } from '../period/index.ts'
import { assignmentSubject, assignments, presentedAssignment } from './assignments.ts'
import { assertNotSettled } from './settled.ts'

/**
 * Has a policy hold for the organisation, a department or a person from a day on; with `policyId` null none of its own any more. An
 * assignment of the same day is replaced while that is to come, and stays once it has. Errors: `policy.no_version`,
 * `policy.settled_period`, `conflict.duplicate` (`effectiveFrom`), `input.invalid` (unknown target or policy), `permission.denied`.
 */
export async function assignPolicy(ctx: Ctx, input: AssignPolicy): Promise<PolicyAssignment> {
  assertMay(ctx.actor, 'policy.update')
  const { row } = await write(ctx, 'policy.assign', async (tx) => {
    await holdPeriods(ctx, tx)
    await oneAtATime(tx)
    await assertTarget(tx, input)
    if (input.policyId) await assertPublished(tx, input.policyId)
    await assertNotSettled(ctx, tx, input.effectiveFrom)
    const before = await sameDay(ctx, tx, input)
    if (before?.policyId === input.policyId) return { row: before, subject: assignmentSubject(before), before: null, after: null }
    if (before && before.effectiveFrom <= todayIn(ctx))
      throw conflict('conflict.duplicate', { field: 'effectiveFrom', existingId: before.id })
    const updatedAt = ctx.now.toISOString()
    const { organizationId } = ctx.actor
    if (before) await tx.db.update(policyAssignment).set({ policyId: input.policyId, updatedAt }).where(eq(policyAssignment.id, before.id))
    else await tx.db.insert(policyAssignment).values({ ...input, organizationId, id: newId(), createdAt: updatedAt, updatedAt })
    const after = await sameDay(ctx, tx, input)
    if (!after) throw new Error('An assignment is there once it was written')
    tx.announce({ topic: 'policy', action: 'assigned', subjectId: input.policyId, employeeId: input.employeeId })
    return { row: after, subject: assignmentSubject(after), before, after }
  })
  return row
}

async function assertTarget({ db }: Tx, { departmentId, employeeId }: AssignPolicy): Promise<void> {
  if (departmentId) {
    const [row] = await db.select({ id: department.id }).from(department).where(eq(department.id, departmentId)).for('key share')
    if (!row) throw invalid([field('departmentId', 'limit.scope')])
  }
  if (employeeId) {
    const [row] = await db.select({ id: employee.id }).from(employee).where(eq(employee.id, employeeId)).for('key share')
    if (!row) throw invalid([field('employeeId', 'limit.scope')])
  }
}

async function assertPublished({ db }: Tx, policyId: string): Promise<void> {
  const [row] = await db.select({ id: policy.id }).from(policy).where(eq(policy.id, policyId)).for('key share')
  if (!row) throw invalid([field('policyId', 'policy.unknown_policy')])
  const published = and(eq(policyVersion.policyId, policyId), eq(policyVersion.state, 'published'))
  const [version] = await db.select({ id: policyVersion.id }).from(policyVersion).where(published).limit(1)
  if (!version) throw conflict('policy.no_version', { field: 'policyId' })
}

async function sameDay(ctx: Ctx, tx: Tx, input: AssignPolicy): Promise<PolicyAssignment | null> {
  const { scope, departmentId, employeeId, effectiveFrom } = input
  const [row] = await assignments(ctx, tx).where(
    and(
      eq(policyAssignment.scope, scope),
      departmentId ? eq(policyAssignment.departmentId, departmentId) : isNull(policyAssignment.departmentId),
      employeeId ? eq(policyAssignment.employeeId, employeeId) : isNull(policyAssignment.employeeId),
      eq(policyAssignment.effectiveFrom, effectiveFrom),
    ),
  )
  return row ? presentedAssignment(ctx, row) : null
}
