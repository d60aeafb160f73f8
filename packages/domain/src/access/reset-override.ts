import { isOverridable, type Permission, resourceOf } from '@lembur/contracts/access'
import type { ResetOverride } from '@lembur/contracts/users'
import { assertMay, type Ctx, type Override } from '../kernel/index.ts'
import { changeOverrides } from './change-overrides.ts'
import { withChange } from './composition.ts'

/**
 * Takes back what was added to a person's rights and taken away from them: his role decides again. Errors:
 * `permission.denied`, `not_found`, `access.self`, `access.developer`.
 */
export async function resetOverride(ctx: Ctx, { userId, what }: ResetOverride): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  const one = isOverridable(what as Permission) ? (what as Extract<typeof what, Permission>) : null
  const concerns = ({ permission }: Override) => what === 'all' || resourceOf(permission) === (one ? resourceOf(one) : what)
  await changeOverrides(ctx, 'user.reset_override', {
    userId,
    concerns,
    refusesBeyond: false,
    change: (role, overrides) =>
      one ? withChange(role, overrides, { permission: one, effect: 'reset' }) : overrides.filter((each) => !concerns(each)),
  })
}
