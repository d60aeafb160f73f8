import type { Employee, UpdateEmployee } from '@lembur/contracts/people'
import { employee } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertMay, assertVersion, type Ctx, changesOf, translating, type Writing, write } from '../kernel/index.ts'
import { countedDates, holdRequests, moveToDepartment } from '../overtime/index.ts'
import { assertStartDayFits } from '../period/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { loadForWriting } from './access.ts'
import { subjectOf } from './create.ts'
import { placedIn } from './department.ts'
import { refuseDuplicate } from './duplicate.ts'
import { linkMembers } from './link-members.ts'

/**
 * Changes an employee. A new department takes his requests of the running period and later along; what the workbooks say
 * of him (name, worker id, department, whether he is in them at all) has them rebuilt. Errors: `conflict.duplicate`
 * (field `workerId`, `existingId`), `conflict.version`, `period.start_day`, `input.invalid` (department), `not_found`, `permission.denied`.
 */
export async function updateEmployee(ctx: Ctx, input: UpdateEmployee): Promise<Employee> {
  assertMay(ctx.actor, 'employee.update')
  const writing = write(ctx, 'employee.update', async (tx) => {
    if (input.departmentId !== undefined) await holdRequests(ctx, tx, [input.id])
    if (input.periodStartDay !== undefined) {
      await assertStartDayFits(ctx, tx, { employeeId: input.id, startDay: input.periodStartDay ?? ctx.plant.periodStartDay })
    }
    const before = await loadForWriting(ctx, tx, input.id, 'update')
    assertVersion(before, input.version)
    const changes = changesOf(before, input)
    if (!changes) return { row: before, subject: subjectOf(before), before: null, after: null }
    const placed = changes.departmentId === undefined ? {} : await placedIn(tx, changes.departmentId)
    const row: Employee = { ...before, ...changes, ...placed, version: before.version + 1, updatedAt: ctx.now.toISOString() }
    await tx.db
      .update(employee)
      .set({ ...changes, version: row.version, updatedAt: row.updatedAt })
      .where(eq(employee.id, row.id))
    const followed = await follow(ctx, tx, row.id, changes)
    tx.announce({ topic: 'employee', action: 'updated', subjectId: row.id, employeeId: row.id })
    return { row, subject: subjectOf(row), before, after: { ...row, ...followed } }
  })
  const { row } = await translating(writing, { employee_worker_id: () => refuseDuplicate(ctx, input.workerId) })
  return row
}

/** What a change brings with it, for the audit: moved requests, linked users. */
async function follow(ctx: Ctx, tx: Writing, id: string, changes: Partial<UpdateEmployee>) {
  const linkedUsers = changes.workerId === undefined ? 0 : await linkMembers(ctx, tx, [id])
  const { moved, dates } = changes.departmentId === undefined ? { moved: 0, dates: [] } : await moveToDepartment(ctx, tx, [id])
  const { name, workerId, excludeFromReports } = changes
  const shown = name !== undefined || workerId !== undefined || excludeFromReports !== undefined
  rebuildWorkbooks(ctx, tx, shown ? await countedDates(tx, { employeeIds: [id] }) : dates)
  return { ...(linkedUsers > 0 ? { linkedUsers } : {}), ...(moved > 0 ? { movedRequests: moved } : {}) }
}
