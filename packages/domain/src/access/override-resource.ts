import { overridable, resourceOf } from '@lembur/contracts/access'
import type { OverrideResource } from '@lembur/contracts/users'
import { assertMay, type Ctx } from '../kernel/index.ts'
import { changeOverrides } from './change-overrides.ts'
import { everywhere, withChange } from './composition.ts'

/**
 * Gives a person every right of a resource over the whole organisation, or takes every one away, at once. Errors:
 * `permission.denied`, `not_found`, `access.self`, `access.developer`, `access.has_everything`.
 */
export async function overrideResource(ctx: Ctx, { userId, resource, effect }: OverrideResource): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  const rights = overridable.filter((permission) => resourceOf(permission) === resource)
  await changeOverrides(ctx, 'user.override', {
    userId,
    concerns: ({ permission }) => resourceOf(permission) === resource,
    refusesBeyond: true,
    change: (role, overrides) =>
      rights.reduce(
        (changed, permission) =>
          withChange(role, changed, effect === 'add' ? { permission, effect, part: everywhere, exactly: true } : { permission, effect }),
        overrides,
      ),
  })
}
