import type { Foundation } from './foundation.ts'
import type { Random } from './random.ts'
import { instant } from './rows.ts'
import { minutesOf } from './shifts.ts'
import type { Numbered } from './tables.ts'

type Step = { at: number; by: string; action: string; before: object | null; after: object }

/** The audit of a request as the verbs would have written it: one row a step, with the fields that changed. */
export function activityRows(request: Numbered, { organizationId, users, projects }: Foundation, random: Random) {
  const nameOf = (username: string) => users.get(username)!.name
  const filed: Step = {
    at: request.filedAt,
    by: request.filedBy,
    action: 'overtime.submit',
    before: null,
    after: { ...asFiled(request, projects.get(request.project)!), filedByName: nameOf(request.filedBy) },
  }
  return [filed, ...detourOf(request, nameOf), ...endOf(request, nameOf)].map(({ at, by, action, before, after }) => ({
    organization_id: organizationId,
    id: random.id(at),
    at: instant(at),
    actor_id: users.get(by)!.id,
    actor_name: nameOf(by),
    action,
    subject_type: 'overtime',
    subject_id: request.id,
    subject_label: `${request.person.name}, ${request.workDate}`,
    before,
    after,
    request_id: null,
    ip: null,
    user_agent: null,
  }))
}

function asFiled(request: Numbered, projectId: string) {
  const { person, shift } = request
  const minutes = minutesOf(shift)
  return {
    id: request.id,
    numberYear: request.numberYear,
    employeeId: request.employeeId,
    employeeWorkerId: person.workerId,
    employeeName: person.name,
    departmentId: request.departmentId,
    departmentCode: person.departmentCode,
    projectId,
    projectName: request.project,
    workDate: request.detour?.kind === 'moved' ? request.detour.from : request.workDate,
    startMinute: shift.start,
    endMinute: shift.end,
    breakMinutes: shift.end - shift.start - minutes,
    minutes,
    kind: request.kind,
    status: 'pending',
    reason: request.reason,
    detail: request.detail,
    decidedByName: null,
    decidedAt: null,
    decisionReason: null,
    breaks: shift.breaks.map(({ start, end, touched }) => [start, end, touched]),
    kindOverrideReason: request.kindOverrideReason,
  }
}

function detourOf({ detour, workDate, filedBy }: Numbered, nameOf: (username: string) => string): Step[] {
  if (!detour) return []
  if (detour.kind === 'moved') {
    return [{ at: detour.at, by: filedBy, action: 'overtime.revise', before: { workDate: detour.from }, after: { workDate } }]
  }
  const { by, decidedAt, at, reason } = detour
  const decision = { status: 'approved', decidedAt: instant(decidedAt), decidedByName: nameOf(by) }
  const none = { status: 'pending', decidedAt: null, decidedByName: null }
  return [
    { at: decidedAt, by, action: 'overtime.decide', before: none, after: decision },
    { at, by, action: 'overtime.decide', before: { ...decision, decisionReason: null }, after: { ...none, decisionReason: reason } },
  ]
}

function endOf({ fate, detour }: Numbered, nameOf: (username: string) => string): Step[] {
  if (fate.status === 'pending') return []
  const { at, by, status } = fate
  if (status === 'withdrawn') return [{ at, by, action: 'overtime.withdraw', before: { status: 'pending' }, after: { status } }]
  const earlier = detour?.kind === 'reopened' ? detour.reason : null
  return [
    {
      at,
      by,
      action: 'overtime.decide',
      before: { status: 'pending', decidedAt: null, decidedByName: null, decisionReason: earlier },
      after: { status, decidedAt: instant(at), decidedByName: nameOf(by), decisionReason: fate.reason },
    },
  ]
}
