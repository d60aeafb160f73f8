import type { PolicyAssignment } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { department, employee, policy, policyAssignment } from '@lembur/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { type Ctx, todayIn } from '../kernel/index.ts'

const columns = {
  id: policyAssignment.id,
  scope: policyAssignment.scope,
  departmentId: policyAssignment.departmentId,
  departmentCode: department.code,
  employeeId: policyAssignment.employeeId,
  employeeName: employee.name,
  policyId: policyAssignment.policyId,
  policyName: policy.name,
  effectiveFrom: policyAssignment.effectiveFrom,
  createdAt: policyAssignment.createdAt,
}

/** Of the same scope and target, none begins between it and this day. */
const latestUpTo = (today: string) => sql<boolean>`${policyAssignment.effectiveFrom} <= ${today} and not exists (
  select from policy_assignment later
  where later.organization_id = ${policyAssignment.organizationId} and later.scope = ${policyAssignment.scope}
    and coalesce(later.department_id, later.employee_id) is not distinct from coalesce(${policyAssignment.departmentId}, ${policyAssignment.employeeId})
    and later.effective_from > ${policyAssignment.effectiveFrom} and later.effective_from <= ${today})`

/** Assignments with the names of what they are for and of their policy. */
export const assignments = (ctx: Ctx, { db }: Tx) =>
  db
    .select({ ...columns, holdsToday: latestUpTo(todayIn(ctx)) })
    .from(policyAssignment)
    .leftJoin(
      department,
      and(eq(department.organizationId, policyAssignment.organizationId), eq(department.id, policyAssignment.departmentId)),
    )
    .leftJoin(employee, and(eq(employee.organizationId, policyAssignment.organizationId), eq(employee.id, policyAssignment.employeeId)))
    .leftJoin(policy, and(eq(policy.organizationId, policyAssignment.organizationId), eq(policy.id, policyAssignment.policyId)))
    .$dynamic()

/** As people see it: what holds already, or did, is not taken away. */
export const presentedAssignment = (ctx: Ctx, row: Omit<PolicyAssignment, 'canRemove'>): PolicyAssignment => ({
  ...row,
  canRemove: row.effectiveFrom > todayIn(ctx),
})

/** An assignment as the audit names it. */
export const assignmentSubject = ({ id, departmentCode, employeeName, effectiveFrom }: Omit<PolicyAssignment, 'canRemove'>) => ({
  type: 'policy_assignment',
  id,
  label: `${departmentCode ?? employeeName ?? 'organisation'}, ${effectiveFrom}`,
})
