import type { PolicyPack } from '@lembur/contracts/policies'
import { packs } from '@lembur/rules/policy/packs'
import { assertMay, type Ctx } from '../kernel/index.ts'

/** Every version of every pack that the product brings. Errors: `permission.denied`. */
export async function listPolicyPacks(ctx: Ctx): Promise<{ results: PolicyPack[] }> {
  assertMay(ctx.actor, 'policy.read')
  return { results: packs() }
}
