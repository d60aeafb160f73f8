import type { FindAnything, Found } from '@lembur/contracts/system'
import type { Tx } from '@lembur/db'
import { parseRequestNumber } from '@lembur/rules/numbers'
import type { z } from 'zod'
import { type Ctx, containing, covers, reachOf, read } from '../kernel/index.ts'
import { overtimeByNumber } from '../overtime/index.ts'

/** Of each kind at most so many: a palette shows a choice, not a list. */
const most = 5

/**
 * What a text may mean, for the palette: a request by its number ("OT-2026-000123", "123"), people by name or worker id,
 * projects, departments. Only what the reader may see; exact matches and what begins with the text come first.
 */
export async function findAnything(ctx: Ctx, { text }: z.infer<typeof FindAnything>): Promise<{ results: Found[] }> {
  const [requests, named] = await Promise.all([
    findRequests(ctx, text),
    read(ctx, async (tx) =>
      (await Promise.all([findPeople(ctx, tx, text), findProjects(ctx, tx, text), findDepartments(ctx, tx, text)])).flat(),
    ),
  ])
  return { results: [...requests, ...named] }
}

/** A number without its year means that number of every year. */
async function findRequests(ctx: Ctx, text: string): Promise<Found[]> {
  const plain = /^\d{1,9}$/.test(text) ? { year: null, n: Number(text) } : null
  const number = parseRequestNumber(text) ?? plain
  if (!number || !reachOf(ctx.actor, 'overtime.read')) return []
  const rows = await overtimeByNumber(ctx, number, most)
  return rows.map(({ id, number: title, employeeName, workDate }) => ({
    kind: 'overtime',
    id,
    title,
    detail: `${employeeName}, ${workDate}`,
    link: `/ot/history?request=${id}`,
  }))
}

type Person = { id: string; name: string; workerId: string; departmentId: string | null; departmentCode: string | null }

async function findPeople(ctx: Ctx, { sql }: Tx, text: string): Promise<Found[]> {
  const reach = reachOf(ctx.actor, 'overtime.read')
  if (!reachOf(ctx.actor, 'employee.read')) return []
  const rows = await sql<Person[]>`
    select employee.id, employee.name, employee.worker_id as "workerId", employee.department_id as "departmentId", department.code as "departmentCode"
    from employee left join department on department.organization_id = employee.organization_id and department.id = employee.department_id
    where employee.name ilike ${containing(text)} or employee.worker_id ilike ${containing(text)}
    order by lower(employee.worker_id) = ${text.toLowerCase()} desc, employee.is_enabled desc, employee.name ilike ${beginning(text)} desc, employee.name, employee.worker_id
    limit ${most}`
  return rows.map(({ id, name, workerId, departmentId, departmentCode }) => ({
    kind: 'employee',
    id,
    title: name,
    detail: departmentCode ? `${workerId}, ${departmentCode}` : workerId,
    // To his requests where the reader may see them, else to who he is.
    link: reach && covers(reach, ctx.actor, { employeeId: id, departmentId }) ? `/ot/history?employee=${id}` : `/people?employee=${id}`,
  }))
}

async function findProjects(ctx: Ctx, { sql }: Tx, text: string): Promise<Found[]> {
  if (!reachOf(ctx.actor, 'project.read')) return []
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from project where name ilike ${containing(text)}
    order by is_enabled desc, name ilike ${beginning(text)} desc, name, id limit ${most}`
  return rows.map(({ id, name }) => ({ kind: 'project', id, title: name, detail: null, link: `/ot/history?project=${id}` }))
}

async function findDepartments(ctx: Ctx, { sql }: Tx, text: string): Promise<Found[]> {
  if (!reachOf(ctx.actor, 'department.read')) return []
  const rows = await sql<{ id: string; code: string; name: string }[]>`
    select id, code, name from department where code ilike ${containing(text)} or name ilike ${containing(text)}
    order by code = ${text.toUpperCase()} desc, is_enabled desc, code ilike ${beginning(text)} desc, code limit ${most}`
  return rows.map(({ id, code, name }) => ({ kind: 'department', id, title: code, detail: name, link: `/people?department=${id}` }))
}

/** A pattern for what begins with the text. */
const beginning = (text: string): string => containing(text).slice(1)
