import type { ListOf } from '@lembur/contracts/paging'
import type { ListPolicyAssignments, PolicyAssignment } from '@lembur/contracts/policies'
import { department, employee, policyAssignment } from '@lembur/db/schema'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { assertMay, type Ctx, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { assignments, presentedAssignment } from './assignments.ts'

/** A page of assignments, past and future: the organisation's first, then departments, then people; each newest first. */
export async function listPolicyAssignments(ctx: Ctx, input: ListPolicyAssignments): Promise<ListOf<PolicyAssignment>> {
  assertMay(ctx.actor, 'policy.read')
  const { policyId, departmentId, employeeId, scope } = input
  const where = and(
    policyId ? eq(policyAssignment.policyId, policyId) : undefined,
    departmentId ? eq(policyAssignment.departmentId, departmentId) : undefined,
    employeeId ? eq(policyAssignment.employeeId, employeeId) : undefined,
    scope ? eq(policyAssignment.scope, scope) : undefined,
  )
  return read(ctx, async (tx) => {
    const page = assignments(ctx, tx)
      .where(where)
      .orderBy(
        sql`array_position(array['organisation', 'department', 'employee'], ${policyAssignment.scope})`,
        asc(department.code),
        asc(employee.name),
        asc(employee.id),
        desc(policyAssignment.effectiveFrom),
      )
      .limit(input.pageSize)
      .offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, policyAssignment, where)])
    return pageOf(
      rows.map((row) => presentedAssignment(ctx, row)),
      counted,
    )
  })
}
