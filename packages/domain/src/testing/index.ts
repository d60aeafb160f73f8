import { randomUUID } from 'node:crypto'
import type { Role } from '@lembur/contracts/access'
import { aMember, type Plant, plant, type TestDatabase, testDatabase } from '@lembur/db/testing'
import { startSender } from '@lembur/jobs/sender'
import { type Ctx, newVaultKey, nothingOutside, type Override, openVault, plantOf, type Services } from '../kernel/index.ts'

export { appCode, steps } from './app-code.ts'
export { allOf, auditOf, clearQueue, eventsOf, queuedDates, refusal, refusalsOf, rolesWithout } from './observing.ts'
export { soon } from './soon.ts'

/** A Thursday, 16:42 at the plant: what tests call now unless they say otherwise. */
export const thursday = new Date('2026-06-11T09:42:00Z')

/** A right given for a department, or everywhere where that is null. */
export type Granted = Pick<Override, 'permission' | 'departmentId'>
const added = ({ permission, departmentId }: Granted): Override => ({
  permission,
  effect: 'add',
  scope: departmentId ? 'department' : 'organisation',
  departmentId,
})

export type World = {
  plant: Plant
  services: Services
  test: TestDatabase
  /** A context of someone with this role; `as` makes him an employee of the plant. Each call makes a new user. */
  actor(role: Role, as?: { id: string; departmentId: string | null } | null, grants?: Granted[]): Promise<Ctx>
  end(): Promise<void>
}

/** A plant in a database of its own, with real queues; what every test of a verb starts from. */
export async function world(adminUrl: string): Promise<World> {
  const test = await testDatabase(adminUrl)
  const services: Services = {
    database: test.database,
    jobs: await startSender(test.url),
    vault: openVault(newVaultKey()),
    outside: nothingOutside,
  }
  const here = await plant(test.database)
  return {
    plant: here,
    services,
    test,
    async actor(role, as = null, grants = []) {
      const { organization } = here
      const member = await test.database.transaction({ organizationId: organization.id }, (tx) =>
        aMember(tx, organization.id, role, as?.id ?? null),
      )
      return {
        services,
        actor: {
          organizationId: organization.id,
          userId: member.user.id,
          displayName: member.user.displayName,
          role,
          employeeId: as?.id ?? null,
          departmentId: as?.departmentId ?? null,
          overrides: grants.map(added),
          tokenScopes: null,
        },
        plant: plantOf(organization),
        origin: { requestId: randomUUID(), ip: '127.0.0.1', userAgent: 'test' },
        now: thursday,
      }
    },
    async end() {
      await services.jobs.stop()
      await test.drop()
    },
  }
}
