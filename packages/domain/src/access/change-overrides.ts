import { beyondOverrides, type Role } from '@lembur/contracts/access'
import { newId } from '@lembur/db'
import { type Ctx, type Override, ruleViolation, type Writing, write } from '../kernel/index.ts'
import { elsewhereOf, loadForChange, overridesOf } from './access.ts'
import { announceAccess } from './announce.ts'
import { overrideKey } from './composition.ts'

type Changing = {
  userId: string
  /** Whether an override is of what the change is about: the audit tells those. */
  concerns: (override: Override) => boolean
  /** Refused to roles that have everything. */
  refusesBeyond: boolean
  change: (role: Role, overrides: Override[]) => Override[]
}

/** Stores what a change makes of a person's overrides: rows that stay are not touched, so that they keep their day. */
export async function changeOverrides(ctx: Ctx, action: string, { userId, concerns, refusesBeyond, change }: Changing): Promise<void> {
  const elsewhere = await elsewhereOf(ctx, userId)
  await write(ctx, action, async (tx) => {
    const person = await loadForChange(ctx, tx, userId, { elsewhere, what: 'rights' })
    if (refusesBeyond && beyondOverrides.includes(person.role)) throw ruleViolation('access.has_everything')
    const subject = { type: 'user', id: userId, label: person.username }
    const stored = await overridesOf(ctx, tx, userId)
    const wanted = change(person.role, stored)
    const [had, has] = [new Set(stored.map(overrideKey)), new Set(wanted.map(overrideKey))]
    const gone = stored.filter((each) => !has.has(overrideKey(each))).map(({ id }) => id)
    const come = wanted.filter((each) => !had.has(overrideKey(each)))
    if (gone.length === 0 && come.length === 0) return { subject, before: null, after: null }

    if (gone.length > 0)
      await tx.sql`delete from permission_override where organization_id = ${ctx.actor.organizationId} and id = any(${gone})`
    for (const each of come) tx.later(() => insert(ctx, tx, userId, each))
    announceAccess(tx, userId)
    const codes = await departmentCodes(tx, [...stored, ...wanted])
    const told = (overrides: Override[]) => ({ overrides: overrides.filter(concerns).map((each) => tellOverride(each, codes)) })
    return { subject, before: told(stored), after: told(wanted) }
  })
}

/** As the audit keeps it. */
export const tellOverride = ({ permission, effect, scope, departmentId }: Override, codes: Map<string, string>) => ({
  permission,
  effect,
  scope,
  ...(departmentId ? { departmentId, departmentCode: codes.get(departmentId) ?? null } : {}),
})

const insert = ({ actor, now }: Ctx, { sql }: Writing, userId: string, { permission, effect, scope, departmentId }: Override) =>
  sql`
    insert into permission_override (organization_id, id, user_id, permission, effect, scope, department_id, created_at, updated_at)
    values (${actor.organizationId}, ${newId()}, ${userId}, ${permission}, ${effect}, ${scope}, ${departmentId}, ${now}, ${now})`.execute()

async function departmentCodes({ sql }: Writing, overrides: Override[]): Promise<Map<string, string>> {
  const ids = [...new Set(overrides.flatMap(({ departmentId }) => departmentId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; code: string }[]>`select id, code from department where id = any(${ids})`
  return new Map(rows.map(({ id, code }) => [id, code]))
}
