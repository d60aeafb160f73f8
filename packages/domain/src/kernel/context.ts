import type { OverrideEffect, Permission, Role, Scope } from '@lembur/contracts/access'
import type { ShareInUse, TestOutcome } from '@lembur/contracts/connections'
import type { Database } from '@lembur/db'
import type { JobSender } from '@lembur/jobs/sender'
import type { BreakPolicy } from '@lembur/rules/breaks'
import { nothingOutside, type Outside } from './outside.ts'
import { openVault, type Vault } from './vault.ts'

/**
 * What one person may beyond his role, or no more. `departmentId` is the department of an `add` with that scope; null is
 * his own. A `remove` takes away whatever the role gives, so its scope says nothing.
 */
export type Override = { permission: Permission; effect: OverrideEffect; scope: Scope; departmentId: string | null }

/** The user id of the product itself, which acts in jobs and on the command line: no person, so the audit names no user. */
export const systemUserId = '00000000-0000-0000-0000-000000000000'

/** Who acts, in which organisation, and what he is there. */
export type Actor = {
  organizationId: string
  userId: string
  displayName: string
  role: Role
  /** The employee he is; null for people who file no overtime of their own. */
  employeeId: string | null
  departmentId: string | null
  overrides: Override[]
  /** What the personal token he came with may at most; null: whatever he may himself. */
  tokenScopes: readonly Permission[] | null
}

/** What the organisation has set for itself, as the rules take it. */
export type PlantSettings = {
  timeZone: string
  periodStartDay: number
  shiftStartMinute: number
  shiftEndMinute: number
  breakPolicy: BreakPolicy
  /** The predecessor's habit: everyone who files, files for anyone. */
  anyoneFilesForAnyone: boolean
}

/** Where workbooks are delivered, as far as a verb may ask: where it is, and whether it is there. A file share is one. */
export type SharePlace = {
  kind: 'folder' | 'smbclient'
  /** For a person to read. */
  location: string
  /** Never throws. `why`: the reason in a word, where it is known. */
  ping(): Promise<{ ok: boolean; milliseconds: number; reason?: string; why?: TestOutcome }>
}

/** The share in use, and whether a connection or the environment says so. */
export type InUse<Share extends SharePlace = SharePlace> = { share: Share; from: ShareInUse['from'] }
/** The share of each organisation, as it is set now. Errors: `secret.no_key`, `secret.unreadable`, `connection.unusable`. */
export type Shares<Share extends SharePlace = SharePlace> = { of(organizationId: string): Promise<InUse<Share>> }

/**
 * What a process offers its verbs, for as long as it lives. `shares` is absent where nobody asks after them; `vault` seals what
 * is stored of secrets; `outside` reaches the services beyond the plant's own database.
 */
export type Services = { database: Database; jobs: JobSender; vault: Vault; outside: Outside; shares?: Shares }

/** Where a request came from, for the audit and the logs. */
export type Origin = { requestId: string; ip: string | null; userAgent: string | null }

/** Everything a verb is given: the clock is here and nowhere else. */
export type Ctx = { services: Services; actor: Actor; plant: PlantSettings; origin: Origin; now: Date }

/** Services of a process that reaches nothing outside and stores no secret: the demo, a measurement. */
export const plainServices = (database: Database, jobs: JobSender): Services => ({
  database,
  jobs,
  vault: openVault(null),
  outside: nothingOutside,
})
