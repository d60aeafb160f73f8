import type { ListOf } from '@lembur/contracts/paging'
import type { ListWagePeople, WagePerson } from '@lembur/contracts/wages'
import type { Fragment, Tx } from '@lembur/db'
import { assertMay, type Ctx, containing, countedUpTo, offsetOf, pageOf, type Reach, read, todayIn } from '../kernel/index.ts'
import { within } from './access.ts'

/**
 * A page of the people whose wages the actor may read, by worker id, and whether one is known today. No sum is opened for it, so
 * it needs no key. Errors: `permission.denied`.
 */
export async function listWagePeople(ctx: Ctx, input: ListWagePeople): Promise<ListOf<WagePerson>> {
  const reach = assertMay(ctx.actor, 'wage.read')
  const today = todayIn(ctx)
  return read(ctx, async (tx) => {
    const { sql } = tx
    const condition = () => matching(ctx, tx, reach, input, today)
    const [rows, [counted]] = await Promise.all([
      sql<WagePerson[]>`
        select employee.id as "employeeId", employee.worker_id as "workerId", employee.name, department.code as "departmentCode",
          department.name as "departmentName", employee.is_enabled as "isEnabled",
          (select max(effective_from) from employee_wage wage where ${of(sql)} and effective_from <= ${today}) as "knownSince",
          (select min(effective_from) from employee_wage wage where ${of(sql)} and effective_from > ${today}) as "nextFrom"
        from employee
        left join department on department.organization_id = employee.organization_id and department.id = employee.department_id
        where ${condition()}
        order by employee.worker_id, employee.id limit ${input.pageSize} offset ${offsetOf(input)}`,
      sql<{ count: number }[]>`
        select count(*)::int as count from (select 1 from employee where ${condition()} limit ${countedUpTo + 1}) capped`,
    ])
    return pageOf([...rows], counted?.count ?? 0)
  })
}

const of = (sql: Tx['sql']): Fragment => sql`wage.organization_id = employee.organization_id and wage.employee_id = employee.id`

function matching(ctx: Ctx, { sql }: Tx, reach: Reach, { search, missing, isEnabled }: ListWagePeople, today: string): Fragment {
  const parts = [within(ctx, sql, reach)]
  if (search) {
    const pattern = containing(search)
    parts.push(sql`(employee.name ilike ${pattern} or employee.worker_id ilike ${pattern})`)
  }
  if (isEnabled !== undefined) parts.push(sql`employee.is_enabled = ${isEnabled}`)
  if (missing !== undefined)
    parts.push(sql`exists (select from employee_wage wage where ${of(sql)} and effective_from <= ${today}) = ${!missing}`)
  return parts.reduce((all, part) => sql`${all} and ${part}`)
}
