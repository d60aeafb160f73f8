import type { Tx } from '@lembur/db'
import type { Ctx } from '../kernel/index.ts'

/**
 * Links people who sign in to the employees they are, by worker id, never by name; who is linked already stays so.
 * Answers how many were linked.
 */
export async function linkMembers(ctx: Ctx, { sql }: Tx, employeeIds: string[]): Promise<number> {
  const { count } = await sql`
    update membership set employee_id = employee.id, updated_at = ${ctx.now}
    from "user" person, employee
    where person.id = membership.user_id and membership.employee_id is null and employee.organization_id = membership.organization_id
      and employee.id = any(${employeeIds}) and lower(person.worker_id) = lower(employee.worker_id)`
  return count
}
