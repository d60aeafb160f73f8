import { instantOf } from '@lembur/rules/clock'
import { dayKind } from '@lembur/rules/day-kind'
import type { Tx } from '../client.ts'
import { newId } from '../ids.ts'
import { overtimeRequest } from '../schema/index.ts'

/** Far from the numbers that the counter gives, so that both may stand in one plant. */
let number = 500_000

type NewRequest = Pick<typeof overtimeRequest.$inferInsert, 'employeeId' | 'projectId' | 'workDate'> &
  Partial<Omit<typeof overtimeRequest.$inferInsert, 'startsAt' | 'endsAt' | 'minutes' | 'breakMinutes'>>

/**
 * Stores requests as they are given, past every rule of the domain: 17:20 to 18:20 without a break, pending, the kind of
 * day by the week alone, unless said otherwise. A decided one gets an hour of decision and, rejected, a reason.
 */
export async function overtimeRequests(tx: Tx, organizationId: string, requests: readonly NewRequest[]) {
  const rows = requests.map((request) => rowOf(organizationId, request))
  return tx.db.insert(overtimeRequest).values(rows).returning()
}

/** One request, stored as `overtimeRequests` does. */
export async function anOvertimeRequest(tx: Tx, organizationId: string, request: NewRequest) {
  const [row] = await overtimeRequests(tx, organizationId, [request])
  return row!
}

function rowOf(organizationId: string, request: NewRequest): typeof overtimeRequest.$inferInsert {
  const { workDate, startMinute = 1040, endMinute = startMinute + 60, status = 'pending' } = request
  const isDecided = status === 'approved' || status === 'rejected'
  return {
    id: newId(),
    numberYear: Number(workDate.slice(0, 4)),
    number: ++number,
    kind: dayKind(workDate, []),
    reason: 'Line 2 ramp',
    detail: 'Rework of the first lot',
    decidedAt: isDecided ? '2026-06-11T09:00:00Z' : null,
    decisionReason: status === 'rejected' ? 'Not this week' : null,
    ...request,
    organizationId,
    startMinute,
    endMinute,
    status,
    startsAt: instantOf(workDate, startMinute, 'Asia/Jakarta').toISOString(),
    endsAt: instantOf(workDate, endMinute, 'Asia/Jakarta').toISOString(),
    breakMinutes: 0,
    minutes: endMinute - startMinute,
  }
}
