import type { Policy, UpdatePolicy } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { policy } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, changesOf, conflict, translating, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { loadForWriting, type StoredPolicy, subjectOf } from './access.ts'
import { refuseDuplicate } from './duplicate.ts'
import { presentedOne } from './row.ts'

/**
 * Changes the name or the description of a policy. Errors: `policy.built_on` (layers that are kept for ever name it),
 * `conflict.duplicate`, `conflict.version`, `not_found`, `permission.denied`.
 */
export async function updatePolicy(ctx: Ctx, input: UpdatePolicy): Promise<Policy> {
  const writing = write(ctx, 'policy.update', async (tx) => {
    await oneAtATime(tx)
    const before = await loadForWriting(ctx, tx, input.id, 'update')
    assertVersion(before, input.version)
    const changes = changesOf(before, input)
    if (!changes) return { row: await presentedOne(ctx, tx, before), subject: subjectOf(before), before: null, after: null }
    const after = { ...before, ...changes, version: before.version + 1, updatedAt: ctx.now.toISOString() }
    if (after.name.toLowerCase() !== before.name.toLowerCase()) await assertNotBuiltOn(tx, before)
    const { version, updatedAt } = after
    await tx.db
      .update(policy)
      .set({ ...changes, version, updatedAt })
      .where(eq(policy.id, before.id))
    tx.announce({ topic: 'policy', action: 'updated', subjectId: before.id })
    return { row: await presentedOne(ctx, tx, after), subject: subjectOf(after), before, after }
  })
  const { row } = await translating(writing, { policy_name: () => refuseDuplicate(ctx, input.name ?? '') })
  return row
}

/** Refuses what would leave layers with a name that leads nowhere. */
export async function assertNotBuiltOn({ sql }: Tx, { name }: Pick<StoredPolicy, 'name'>): Promise<void> {
  const [by] = await sql<{ policy: string }[]>`
    select policy.name as policy
    from policy_version version join policy on policy.organization_id = version.organization_id and policy.id = version.policy_id
    where lower(version.layer #>> '{extends,policy}') = lower(${name}) limit 1`
  if (by) throw conflict('policy.built_on', { by: by.policy })
}
