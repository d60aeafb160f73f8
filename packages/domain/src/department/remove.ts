import type { Department } from '@lembur/contracts/people'
import { department } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, conflict, translating, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'

const inUse = (by: string) => () => conflict('conflict.in_use', { by })

/**
 * Deletes a department that nothing refers to; any other is to be disabled instead.
 * Errors: `conflict.in_use` (`by` says what refers to it), `not_found`, `permission.denied`.
 */
export async function removeDepartment(ctx: Ctx, { id }: { id: string }): Promise<Pick<Department, 'id'>> {
  const writing = write(ctx, 'department.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id, 'delete')
    await tx.db.delete(department).where(eq(department.id, id))
    tx.announce({ topic: 'department', action: 'removed', subjectId: id })
    return { subject: { type: 'department', id, label: before.code }, before, after: null }
  })
  await translating(writing, {
    employee_department: inUse('employee'),
    overtime_request_department: inUse('overtime'),
    overtime_limit_department: inUse('limit'),
    policy_assignment_department: inUse('policy'),
    permission_override_department: inUse('grant'),
  })
  return { id }
}
