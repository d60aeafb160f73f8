import type { DayKind, OvertimeStatus } from '@lembur/contracts/overtime'
import { dayKinds, overtimeStatuses } from '@lembur/contracts/overtime'
import { aDepartment, anEmployee, aProject, overtimeRequests } from '@lembur/db/testing'
import { addDays } from '@lembur/rules/dates'
import type { Ctx } from '../kernel/index.ts'
import { within } from './overtime.ts'

/** A request as sums and lists are worked out from it by hand. */
export type Plain = {
  id: string
  number: number
  employeeId: string
  employeeName: string
  workerId: string
  departmentId: string | null
  departmentCode: string | null
  projectId: string
  projectName: string
  workDate: string
  startMinute: number
  minutes: number
  kind: DayKind
  status: OvertimeStatus
  reason: string
  createdAt: string
}

/** Chance that always falls the same way. */
export function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** Departments, people and projects of a size that lists and sums are worth looking at; one person is of no department. */
export const aCrowd = (ctx: Ctx) =>
  within(ctx, async (tx) => {
    const { organizationId } = ctx.actor
    const inTurn = async <Made>(names: string[], make: (name: string) => Promise<Made>) => {
      const made: Made[] = []
      for (const name of names) made.push(await make(name))
      return made
    }
    const departments = await inTurn(['CABLE', 'PAINT', 'PRESS'], (code) => aDepartment(tx, organizationId, { code }))
    const names = ['Ayu Wulandari', 'Bambang Susilo', 'Citra Dewi', 'Dian Permata', 'Eko Prasetyo', 'Fitri Ayu', 'Gilang 100%']
    const people = await inTurn(names, (name) =>
      anEmployee(tx, organizationId, { name, departmentId: departments[names.indexOf(name) % 4]?.id ?? null }),
    )
    const projects = await inTurn(['Gantry', 'Harness', 'Inverter', 'Ayu jig'], (name) => aProject(tx, organizationId, { name }))
    return { departments, people, projects }
  })
export type Crowd = Awaited<ReturnType<typeof aCrowd>>

/** So many requests of a crowd over a year, of every kind and state; no two of a person overlap, of whatever seed up to 8. */
export async function manyRequests(ctx: Ctx, { people, projects }: Crowd, count: number, seed: number): Promise<void> {
  const roll = dice(seed)
  const taken = new Map<string, number>()
  const requests = Array.from({ length: count }, (_, index) => {
    const person = people[roll(people.length)]!
    const workDate = addDays('2025-12-20', roll(380))
    const slot = taken.get(`${person.id}/${workDate}`) ?? seed * 5
    taken.set(`${person.id}/${workDate}`, slot + 1)
    return {
      employeeId: person.id,
      departmentId: person.departmentId,
      projectId: projects[roll(projects.length)]!.id,
      workDate,
      startMinute: slot * 30,
      endMinute: slot * 30 + 10 + roll(20),
      kind: dayKinds[roll(dayKinds.length)]!,
      status: overtimeStatuses[roll(overtimeStatuses.length)]!,
      reason: ['Line ramp', 'Late delivery', '50% of lot_7', 'Rework'][roll(4)]!,
      createdAt: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    }
  })
  await within(ctx, (tx) => overtimeRequests(tx, ctx.actor.organizationId, requests))
}

/** Every request of the organisation, read without any of the domain's queries. */
export const everyRequest = (ctx: Ctx): Promise<Plain[]> =>
  within(ctx, async ({ sql }) => {
    const rows = await sql<Plain[]>`
      select request.id, number, employee_id as "employeeId", employee.name as "employeeName", worker_id as "workerId",
        request.department_id as "departmentId", department.code as "departmentCode", project_id as "projectId", project.name as "projectName",
        work_date as "workDate", start_minute as "startMinute", minutes, kind, status, reason, request.created_at as "createdAt"
      from overtime_request request join employee on employee.id = employee_id join project on project.id = project_id
        left join department on department.id = request.department_id`
    return [...rows]
  })
