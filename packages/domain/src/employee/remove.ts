import type { Employee } from '@lembur/contracts/people'
import { employee } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, conflict, translating, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'
import { subjectOf } from './create.ts'

const inUse = (by: string) => () => conflict('conflict.in_use', { by })

/**
 * Deletes an employee whom nothing refers to; any other is to be disabled instead.
 * Errors: `conflict.in_use` (`by` says what refers to him), `not_found`, `permission.denied`.
 */
export async function removeEmployee(ctx: Ctx, { id }: { id: string }): Promise<Pick<Employee, 'id'>> {
  const writing = write(ctx, 'employee.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id, 'delete')
    await tx.db.delete(employee).where(eq(employee.id, id))
    tx.announce({ topic: 'employee', action: 'removed', subjectId: id, employeeId: id })
    return { subject: subjectOf(before), before, after: null }
  })
  await translating(writing, {
    overtime_request_employee: inUse('overtime'),
    membership_employee: inUse('user'),
    overtime_limit_employee: inUse('limit'),
    policy_assignment_employee: inUse('policy'),
    // Whoever may not see wages does not learn from this that there is one.
    employee_wage_employee: inUse('record'),
  })
  return { id }
}
