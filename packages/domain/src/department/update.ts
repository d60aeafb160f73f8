import type { Department, UpdateDepartment } from '@lembur/contracts/people'
import { department } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, changesOf, translating, write } from '../kernel/index.ts'
import { countedDates, openSince } from '../overtime/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { loadForWriting } from './access.ts'
import { refuseDuplicate } from './duplicate.ts'

/**
 * Changes a department. Its code names a sheet and its name stands on the form, so a change of either has the workbooks
 * of the running period, the one before and all later ones rebuilt where they hold its requests; older ones were handed
 * in under the old name. Errors: `conflict.duplicate`, `conflict.version`, `not_found`, `permission.denied`.
 */
export async function updateDepartment(ctx: Ctx, input: UpdateDepartment): Promise<Department> {
  const writing = write(ctx, 'department.update', async (tx) => {
    const before = await loadForWriting(ctx, tx, input.id, 'update')
    assertVersion(before, input.version)
    const subject = { type: 'department', id: before.id, label: before.code }
    const changes = changesOf(before, input)
    if (!changes) return { row: before, subject, before: null, after: null }
    const after = { ...before, ...changes, version: before.version + 1, updatedAt: ctx.now.toISOString() }
    const { version, updatedAt } = after
    await tx.db
      .update(department)
      .set({ ...changes, version, updatedAt })
      .where(eq(department.id, before.id))
    if (changes.code !== undefined || changes.name !== undefined) {
      rebuildWorkbooks(ctx, tx, await countedDates(tx, { departmentId: before.id, from: openSince(ctx) }))
    }
    tx.announce({ topic: 'department', action: 'updated', subjectId: before.id })
    return { row: after, subject, before, after }
  })
  const { row } = await translating(writing, { department_code: () => refuseDuplicate(ctx, input.code) })
  return row
}
