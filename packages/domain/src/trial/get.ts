import type { TrialDepartment, TrialDetail, TrialPerson } from '@lembur/contracts/trials'
import type { Tx } from '@lembur/db'
import { type Ctx, reachOf, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'
import { costOf, figuresOf, hoursOf, moneyFor, presentTrial } from './present.ts'
import type { TrialRecord } from './row.ts'
import { type Money, nowhere } from './sums.ts'

/**
 * A trial with what it changes by department and for whom the most. Departments and people are shown to who may read
 * everybody's overtime; the others get the sums alone. Errors: `not_found`, `permission.denied`.
 */
export const getTrial = (ctx: Ctx, { id }: { id: string }): Promise<TrialDetail> =>
  read(ctx, async (tx) => {
    const trial = await loadForReading(ctx, tx, id)
    const money = moneyFor(ctx, trial)
    const seesPeople = reachOf(ctx.actor, 'overtime.read')?.everywhere === true
    const [departments, people] = seesPeople ? await Promise.all([departmentsOf(tx, trial, money), peopleOf(tx, trial, money)]) : [[], []]
    return { ...presentTrial(ctx, trial, money), layer: trial.layer, departments, people }
  })

type Department = { id: string; code: string; name: string }

async function departmentsOf({ sql }: Tx, { result }: TrialRecord, money: Money | null): Promise<TrialDepartment[]> {
  const tallies = Object.entries(result.sums.departments)
  const ids = tallies.flatMap(([key]) => (key === nowhere ? [] : key))
  const named = await sql<Department[]>`select id, code, name from department where id = any(${ids})`
  const byId = new Map(named.map((row) => [row.id, row]))
  return tallies
    .map(([key, tally]) => ({
      departmentId: key === nowhere ? null : key,
      departmentCode: byId.get(key)?.code ?? null,
      departmentName: byId.get(key)?.name ?? null,
      ...figuresOf(tally, money && (money.departments[key] ?? {})),
    }))
    .toSorted((a, b) => (a.departmentCode ?? '\uffff').localeCompare(b.departmentCode ?? '\uffff'))
}

type Person = Pick<TrialPerson, 'employeeId' | 'employeeWorkerId' | 'employeeName' | 'departmentCode' | 'departmentName'>

async function peopleOf({ sql }: Tx, { result }: TrialRecord, money: Money | null): Promise<TrialPerson[]> {
  const { changed } = result.sums
  const named = await sql<Person[]>`
    select employee.id as "employeeId", worker_id as "employeeWorkerId", employee.name as "employeeName", department.code as "departmentCode",
      department.name as "departmentName"
    from employee left join department on department.organization_id = employee.organization_id and department.id = employee.department_id
    where employee.id = any(${changed.map(({ employeeId }) => employeeId)})`
  const byId = new Map(named.map((row) => [row.employeeId, row]))
  return changed.flatMap(({ employeeId, payableMinutes, violations }) => {
    const person = byId.get(employeeId)
    const cost = money ? { cost: costOf(money.people[employeeId] ?? {}) } : {}
    return person ? [{ ...person, payableHours: hoursOf(payableMinutes), violations, ...cost }] : []
  })
}
