import { OverridableName, overrideEffects, Scope } from '@lembur/contracts/access'
import type { Tx } from '@lembur/db'
import { z } from 'zod'
import type { Ctx } from '../kernel/index.ts'
import { overrideKey } from './composition.ts'

/** Changes of one person's rights that are looked through for who made them. */
const mostAudited = 500

const Audited = z.object({
  overrides: z.array(
    z
      .object({
        permission: OverridableName,
        effect: z.enum(overrideEffects),
        scope: Scope,
        departmentId: z.string().nullable().default(null),
      })
      .transform(overrideKey),
  ),
})
const keysOf = (state: unknown): string[] => Audited.safeParse(state).data?.overrides ?? []

/** Who made each of a person's overrides, and when: the newest change by which it came, by `overrideKey`. */
export async function whoChanged({ actor }: Ctx, { sql }: Tx, userId: string): Promise<Map<string, { by: string | null; at: string }>> {
  const changes = await sql<{ at: string; by: string | null; before: unknown; after: unknown }[]>`
    select at, actor_name as by, before, after from activity
    where organization_id = ${actor.organizationId} and subject_type = 'user' and subject_id = ${userId}
      and action in ('user.override', 'user.reset_override')
    order by at desc, id desc limit ${mostAudited}`
  const authors = new Map<string, { by: string | null; at: string }>()
  for (const { at, by, before, after } of changes) {
    const had = new Set(keysOf(before))
    for (const key of keysOf(after)) if (!had.has(key) && !authors.has(key)) authors.set(key, { by, at })
  }
  return authors
}
