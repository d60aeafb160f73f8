import { AssignPolicy, CreatePolicy, type Policy, type PolicyVersion } from '@lembur/contracts/policies'
import type { PolicyPatch } from '@lembur/contracts/policy'
import type { Ctx } from '../kernel/index.ts'
import { assignPolicy, createPolicy, publishPolicy, savePolicyDraft } from '../policy/index.ts'

/** A policy with a draft on the Indonesian pack. */
export const aPolicy = (ctx: Ctx, name: string): Promise<Policy> => createPolicy(ctx, CreatePolicy.parse({ name, pack: 'ID' }))

/** A version of a policy, on the Indonesian pack or on another policy, published from a day on. */
export async function aVersion(
  ctx: Ctx,
  { id: policyId }: { id: string },
  effectiveFrom: string,
  patch: PolicyPatch = {},
  on: { pack?: string; policy?: string; version?: string } = { pack: 'ID' },
): Promise<PolicyVersion> {
  await savePolicyDraft(ctx, { policyId, layer: { extends: on, patch }, note: '' })
  return publishPolicy(ctx, { policyId, effectiveFrom })
}

/** Has a policy hold for the organisation, or for the department or employee that is named. */
export const assigned = (
  ctx: Ctx,
  policyId: string | null,
  effectiveFrom: string,
  to: { departmentId?: string; employeeId?: string } = {},
) =>
  assignPolicy(
    ctx,
    AssignPolicy.parse({
      scope: to.employeeId ? 'employee' : to.departmentId ? 'department' : 'organisation',
      ...to,
      policyId,
      effectiveFrom,
    }),
  )

/** A cap of the plant's own, of so many hours of overtime a day. */
export const dayCap = (hours: number): PolicyPatch => ({
  caps: { 'PLANT.DAY': { window: 'day', counts: ['overtime'], limit: hours * 60, severity: 'violation' } },
})
