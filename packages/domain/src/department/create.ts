import type { CreateDepartment, Department } from '@lembur/contracts/people'
import { newId } from '@lembur/db'
import { department } from '@lembur/db/schema'
import { assertMay, type Ctx, translating, write } from '../kernel/index.ts'
import { refuseDuplicate } from './duplicate.ts'

/** Adds a department. Errors: `conflict.duplicate` (with `existingId`), `permission.denied`. */
export async function createDepartment(ctx: Ctx, input: CreateDepartment): Promise<Department> {
  assertMay(ctx.actor, 'department.create')
  const at = ctx.now.toISOString()
  const row = { id: newId(), ...input, employees: 0, version: 1, createdAt: at, updatedAt: at }
  const writing = write(ctx, 'department.create', async (tx) => {
    await tx.db.insert(department).values({ ...row, organizationId: ctx.actor.organizationId })
    tx.announce({ topic: 'department', action: 'created', subjectId: row.id })
    return { subject: { type: 'department', id: row.id, label: row.code }, before: null, after: row }
  })
  await translating(writing, { department_code: () => refuseDuplicate(ctx, input.code) })
  return row
}
