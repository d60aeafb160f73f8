import type { PreviewAccess, UserAccess } from '@lembur/contracts/users'
import { assertMay, type Ctx, read } from '../kernel/index.ts'
import { loadPerson } from './access.ts'
import { overrideKey, withChange } from './composition.ts'
import { explained, toldOverrides } from './explain.ts'
import { changeFrom } from './override.ts'

/**
 * What a person's rights would be with another role or another override; nothing is changed. Errors: `permission.denied`,
 * `not_found`, `access.scope`, `input.invalid` (departmentId).
 */
export async function previewAccess(ctx: Ctx, { userId, role, override }: PreviewAccess): Promise<UserAccess> {
  assertMay(ctx.actor, 'access.read')
  const change = override && (await changeFrom(ctx, override))
  return read(ctx, async (tx) => {
    const stored = await loadPerson(ctx, tx, userId)
    const person = { ...stored, role: role ?? stored.role }
    const overrides = await toldOverrides(ctx, tx, userId)
    if (!change) return explained(tx, ctx, person, overrides)
    const known = new Map(overrides.map((each) => [overrideKey(each), each]))
    const mine = { by: ctx.actor.displayName, at: ctx.now.toISOString() }
    const wanted = withChange(person.role, overrides, change).map((each) => known.get(overrideKey(each)) ?? { ...each, ...mine })
    return explained(tx, ctx, person, wanted)
  })
}
