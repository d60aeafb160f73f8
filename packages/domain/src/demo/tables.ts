import { instantAt, localDay } from './clock.ts'
import type { Foundation } from './foundation.ts'
import type { Random } from './random.ts'
import type { DemoRequest } from './request.ts'
import { instant } from './rows.ts'
import { minutesOf } from './shifts.ts'

/** A request with its keys and number: what the tables are filled from. */
export type Numbered = DemoRequest & { id: string; numberYear: number; number: number; employeeId: string; departmentId: string }

/** Gives numbers as they are given in life: by year and in the order of filing. */
export class Numbers {
  readonly #last = new Map<number, number>()

  next(year: number): number {
    const number = (this.#last.get(year) ?? 0) + 1
    this.#last.set(year, number)
    return number
  }

  /** The rows of `number_counter` behind the numbers given. */
  counters(organizationId: string) {
    return [...this.#last].map(([year, last]) => ({ organization_id: organizationId, kind: 'overtime', year, last }))
  }
}

export function numbered(request: DemoRequest, foundation: Foundation, random: Random, numbers: Numbers): Numbered {
  const numberYear = Number(localDay(request.filedAt).slice(0, 4))
  const person = foundation.people.get(request.person.workerId)!
  return {
    ...request,
    id: random.id(request.filedAt),
    numberYear,
    number: numbers.next(numberYear),
    employeeId: person.id,
    departmentId: person.departmentId,
  }
}

/** How often a request was written to: filed, moved or decided and reopened, ended. */
function versionOf({ detour, fate }: DemoRequest): number {
  const steps = detour === null ? 0 : detour.kind === 'moved' ? 1 : 2
  return 1 + steps + (fate.status === 'pending' ? 0 : 1)
}

export function requestRow(request: Numbered, { organizationId, projects, users }: Foundation) {
  const { fate, shift } = request
  const minutes = minutesOf(shift)
  const isDecided = fate.status === 'approved' || fate.status === 'rejected'
  return {
    organization_id: organizationId,
    id: request.id,
    number_year: request.numberYear,
    number: request.number,
    employee_id: request.employeeId,
    department_id: request.departmentId,
    project_id: projects.get(request.project)!,
    work_date: request.workDate,
    start_minute: shift.start,
    end_minute: shift.end,
    starts_at: instant(instantAt(request.workDate, shift.start)),
    ends_at: instant(instantAt(request.workDate, shift.end)),
    break_minutes: shift.end - shift.start - minutes,
    minutes,
    kind: request.kind,
    kind_override_reason: request.kindOverrideReason,
    reason: request.reason,
    detail: request.detail,
    status: fate.status,
    filed_by_id: users.get(request.filedBy)!.id,
    decided_by_id: isDecided ? users.get(fate.by)!.id : null,
    decided_at: isDecided ? instant(fate.at) : null,
    decision_reason: isDecided ? fate.reason : null,
    version: versionOf(request),
    created_at: instant(request.filedAt),
    updated_at: instant(fate.status === 'pending' ? request.filedAt : fate.at),
  }
}

export const breakRows = (request: Numbered, { organizationId }: Foundation, random: Random) =>
  request.shift.breaks.map(({ start, end, touched }) => ({
    organization_id: organizationId,
    id: random.id(request.filedAt),
    request_id: request.id,
    start_minute: start,
    end_minute: end,
    touched,
  }))
