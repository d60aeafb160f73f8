import { possibleScopes, resourceOf } from '@lembur/contracts/access'
import type { OverrideRight } from '@lembur/contracts/users'
import { assertMay, type Ctx, field, invalid, read, ruleViolation } from '../kernel/index.ts'
import { changeOverrides } from './change-overrides.ts'
import { type OverrideChange, withChange } from './composition.ts'

/**
 * Gives a person a right beyond his role, or takes one away. What lets him write lets him read as far; without reading he has
 * nothing of the resource. Errors: `permission.denied`, `not_found`, `access.self`, `access.developer`,
 * `access.has_everything`, `access.scope`, `input.invalid` (departmentId).
 */
export async function overrideRight(ctx: Ctx, input: OverrideRight): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  const change = await changeFrom(ctx, input)
  await changeOverrides(ctx, 'user.override', {
    userId: input.userId,
    concerns: ({ permission }) => resourceOf(permission) === resourceOf(input.permission),
    refusesBeyond: true,
    change: (role, overrides) => withChange(role, overrides, change),
  })
}

/** What an input means, once it can be. Errors: `access.scope`, `input.invalid` (departmentId). */
export async function changeFrom(ctx: Ctx, input: Omit<OverrideRight, 'userId'>): Promise<OverrideChange> {
  const { permission, effect, scope, departmentId, exactly } = input
  if (effect === 'remove') return { permission, effect }
  if (!possibleScopes(permission).includes(scope)) throw ruleViolation('access.scope')
  if (departmentId !== null) {
    if (scope !== 'department') throw invalid([field('departmentId', 'field.invalid')])
    const found = await read(ctx, ({ sql }) => sql`select 1 from department where id = ${departmentId}`.then(({ count }) => count))
    if (found === 0) throw invalid([field('departmentId', 'employee.unknown_department')])
  }
  return { permission, effect, part: { scope, departmentId }, exactly }
}
