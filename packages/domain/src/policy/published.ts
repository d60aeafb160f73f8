import type { PolicyLayer } from '@lembur/contracts/policy'
import type { limitScopes } from '@lembur/contracts/rules'
import type { Tx } from '@lembur/db'

/** A published version as a choice is made among them: without what it says. */
export type PublishedVersion = {
  id: string
  policyId: string
  policyName: string
  number: number
  effectiveFrom: string
  extends: PolicyLayer['extends']
}

/** From which day a policy holds for whom; `policyId` null: the wider scope again. */
export type Assigned = {
  scope: (typeof limitScopes)[number]
  departmentId: string | null
  employeeId: string | null
  policyId: string | null
  effectiveFrom: string
}

/** All that decides which policy holds: who is assigned what from when, and what each policy has published. Newest first. */
export type Published = { assignments: Assigned[]; versions: PublishedVersion[] }

/**
 * What decides which policy holds up to the day `to`, in one query, read anew each time: a publication is seen at once by every
 * process. `employeeId` leaves out what is assigned to others.
 */
export async function publishedPolicies({ sql }: Tx, to: string, employeeId: string | null = null): Promise<Published> {
  const [row] = await sql<Published[]>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('scope', scope, 'departmentId', department_id, 'employeeId', employee_id, 'policyId', policy_id,
          'effectiveFrom', effective_from) order by effective_from desc), '[]')
        from policy_assignment
        where effective_from <= ${to} and (employee_id is null or ${employeeId}::uuid is null or employee_id = ${employeeId}::uuid)) as assignments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', version.id, 'policyId', version.policy_id, 'policyName', policy.name, 'number', version.number,
          'effectiveFrom', version.effective_from, 'extends', version.layer -> 'extends') order by version.effective_from desc), '[]')
        from policy_version version join policy on policy.organization_id = version.organization_id and policy.id = version.policy_id
        where version.state = 'published') as versions`
  return row ?? { assignments: [], versions: [] }
}

/** The version of a policy that holds on a day, or the one with a number; null where there is none. */
export function versionOf(
  versions: PublishedVersion[],
  policyId: string,
  on: { date: string } | { number: number },
): PublishedVersion | null {
  const own = (version: PublishedVersion) => version.policyId === policyId
  const found =
    'date' in on
      ? versions.find((version) => own(version) && version.effectiveFrom <= on.date)
      : versions.find((version) => own(version) && version.number === on.number)
  return found ?? null
}
