import type { CreateEmployee, Employee } from '@lembur/contracts/people'
import { newId } from '@lembur/db'
import { employee } from '@lembur/db/schema'
import { assertMay, type Ctx, translating, write } from '../kernel/index.ts'
import { placedIn } from './department.ts'
import { refuseDuplicate } from './duplicate.ts'
import { linkMembers } from './link-members.ts'

/**
 * Adds an employee; a user with his worker id becomes him.
 * Errors: `conflict.duplicate` (field `workerId`, `existingId`), `input.invalid` (department), `permission.denied`.
 */
export async function createEmployee(ctx: Ctx, input: CreateEmployee): Promise<Employee> {
  assertMay(ctx.actor, 'employee.create')
  const at = ctx.now.toISOString()
  const stored = { id: newId(), ...input, version: 1, createdAt: at, updatedAt: at }
  const writing = write(ctx, 'employee.create', async (tx) => {
    const row = { ...stored, ...(await placedIn(tx, input.departmentId)) }
    await tx.db.insert(employee).values({ ...stored, organizationId: ctx.actor.organizationId })
    const linkedUsers = await linkMembers(ctx, tx, [row.id])
    tx.announce({ topic: 'employee', action: 'created', subjectId: row.id, employeeId: row.id })
    return { row, subject: subjectOf(row), before: null, after: { ...row, linkedUsers } }
  })
  const { row } = await translating(writing, { employee_worker_id: () => refuseDuplicate(ctx, input.workerId) })
  return row
}

/** An employee as the audit names him. */
export const subjectOf = (row: Pick<Employee, 'id' | 'workerId' | 'name'>) => ({
  type: 'employee',
  id: row.id,
  label: `${row.workerId} ${row.name}`,
})
