import { beyondOverrides, roles, type Scope, scopeOf } from '@lembur/contracts/access'
import type { Notification } from '@lembur/contracts/system'
import { newId, type Tx } from '@lembur/db'
import type { Ctx, Writing } from '../kernel/index.ts'

type Message = Pick<Notification, 'kind' | 'data' | 'link'>

/** The person behind an employee, if he signs in; null otherwise. */
export async function userOfEmployee({ sql }: Tx, employeeId: string): Promise<string | null> {
  const [row] = await sql<
    { userId: string }[]
  >`select user_id as "userId" from membership where employee_id = ${employeeId} and is_active limit 1`
  return row?.userId ?? null
}

/** Tells one person, live and in his list. */
export function notifyUser(ctx: Ctx, tx: Writing, userId: string, message: Message): void {
  const { sql } = tx
  tx.last(sql`
    insert into notification (organization_id, id, user_id, kind, data, link, created_at)
    values (${ctx.actor.organizationId}, ${newId()}, ${userId}, ${message.kind}, ${sql.json(message.data)}, ${message.link}, ${ctx.now})`)
  tx.announce({ topic: 'notification', action: message.kind, userId })
}

/** Those whose role alone lets them decide for everybody, and for their own department. */
const decidingBy = (scope: Scope) => roles.filter((role) => scopeOf(role, 'overtime.decide') === scope)
const decidingEverywhere = decidingBy('organisation')
const decidingTheirs = decidingBy('department')

/**
 * Tells everyone who may decide this request, except the one who acts and the one it is for, who decides none of his own.
 * Open tabs hear of it by the request's own event.
 */
export function notifyApprovers(
  ctx: Ctx,
  tx: Writing,
  request: { employeeId: string; departmentId: string | null },
  message: Message,
): void {
  const { sql } = tx
  const theirs = sql`exists (select from employee where employee.id = member.employee_id and employee.department_id = ${request.departmentId})`
  tx.last(sql`
      insert into notification (organization_id, id, user_id, kind, data, link, created_at)
      select ${ctx.actor.organizationId}, uuidv7(), member.user_id, ${message.kind}, ${sql.json(message.data)}, ${message.link}, ${ctx.now}
      from membership member
      where member.is_active and member.user_id <> ${ctx.actor.userId} and member.employee_id is distinct from ${request.employeeId} and (
        member.role = any(${beyondOverrides})
        or (
          (member.role = any(${decidingEverywhere}) or (member.role = any(${decidingTheirs}) and ${theirs}))
          and not exists (
            select from permission_override given
            where given.user_id = member.user_id and given.permission = 'overtime.decide' and given.effect = 'remove'))
        or exists (
          select from permission_override given
          where given.user_id = member.user_id and given.permission = 'overtime.decide' and given.effect = 'add'
            and (given.scope = 'organisation' or given.department_id = ${request.departmentId}
              or (given.scope = 'department' and given.department_id is null and ${theirs}))))`)
}
