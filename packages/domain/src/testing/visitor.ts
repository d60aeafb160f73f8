import { randomUUID } from 'node:crypto'
import type { Overridable, Role } from '@lembur/contracts/access'
import { overrideRight } from '../access/index.ts'
import { createUser, type Gate, type SignedIn, signIn, type Visit } from '../identity/index.ts'
import { type Services, systemContext } from '../kernel/index.ts'
import type { World } from './index.ts'

export const password = 'lembur-demo'

/** Somebody at the gate, now; each from an address of his own, so that no test slows down another. */
export const aVisit = (now = new Date()): Visit => ({ origin: { requestId: randomUUID(), ip: randomUUID(), userAgent: 'test' }, now })

/** A person with a password; his name is his role with a number. */
export async function aPerson(here: World, role: Role, values: { workerId?: string; username?: string } = {}) {
  const username = values.username ?? `${role}.${randomUUID().slice(0, 8)}`
  return createUser(here.services, { organizationId: here.plant.organization.id, username, password, role, workerId: values.workerId })
}

/** A new person, signed in. */
export async function aSession(here: World, gate: Gate, role: Role, { remember = false } = {}): Promise<SignedIn> {
  const { username } = await aPerson(here, role)
  return signIn(gate, aVisit(), { username, password, remember })
}

/** Gives a person a right beyond his role, for a department or, where that is null, everywhere. */
export async function grantPermission(
  services: Services,
  grant: { organizationId: string; userId: string; permission: Overridable; departmentId: string | null },
): Promise<void> {
  const { organizationId, userId, permission, departmentId } = grant
  const scope = departmentId ? 'department' : 'organisation'
  const ctx = await systemContext(services, organizationId, new Date())
  await overrideRight(ctx, { userId, permission, effect: 'add', scope, departmentId, exactly: false })
}
