import type { Permission } from '@lembur/contracts/access'
import type { Topic } from '@lembur/contracts/system'
import { type Actor, covers, reachOf } from '../kernel/index.ts'
import type { StoredEvent } from './stored.ts'

/** What one must be able to read to hear of a topic; null: whoever is signed in. */
const permissionOf: Record<Topic, Permission | null> = {
  overtime: 'overtime.read',
  report: 'report.read',
  notification: 'notification.read',
  department: 'department.read',
  employee: 'employee.read',
  project: 'project.read',
  holiday: 'holiday.read',
  regulation: 'regulation.read',
  limit: 'limit.read',
  policy: 'policy.read',
  trial: 'policy.update',
  wage: 'wage.read',
  period: 'period.read',
  correction: 'correction.read',
  configuration: null,
  user: 'access.read',
  me: null,
  connection: 'connection.update',
}

export const mayHearOf = (actor: Actor, topic: Topic): boolean => {
  const permission = permissionOf[topic]
  return !permission || reachOf(actor, permission) !== null
}

/** Whether an event is for this reader: his own if it names a person, within his reach if it is about an employee. */
export function visibleTo(actor: Actor, event: StoredEvent): boolean {
  if (event.userId) return event.userId === actor.userId
  const permission = permissionOf[event.topic]
  if (!permission) return true
  const reach = reachOf(actor, permission)
  if (!reach) return false
  return event.employeeId === null || covers(reach, actor, event)
}
