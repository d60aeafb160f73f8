import type { PolicyVersion } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { policy, policyVersion, user } from '@lembur/db/schema'
import { and, eq } from 'drizzle-orm'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'
import { seesDrafts } from './access.ts'

const columns = {
  id: policyVersion.id,
  policyId: policyVersion.policyId,
  policyName: policy.name,
  number: policyVersion.number,
  state: policyVersion.state,
  layer: policyVersion.layer,
  note: policyVersion.note,
  effectiveFrom: policyVersion.effectiveFrom,
  publishedAt: policyVersion.publishedAt,
  publishedByName: user.displayName,
  version: policyVersion.version,
  createdAt: policyVersion.createdAt,
  updatedAt: policyVersion.updatedAt,
}

/** Versions with the name of their policy and of who published them. */
export const versions = ({ db }: Tx) =>
  db
    .select(columns)
    .from(policyVersion)
    .innerJoin(policy, and(eq(policy.organizationId, policyVersion.organizationId), eq(policy.id, policyVersion.policyId)))
    .leftJoin(user, eq(user.id, policyVersion.publishedById))
    .$dynamic()

/** A version for whoever may read policies, a draft for whoever writes them. Errors: `not_found`, `permission.denied`. */
export async function loadVersion(ctx: Ctx, tx: Tx, id: string): Promise<Authorized<PolicyVersion, 'read'>> {
  assertMay(ctx.actor, 'policy.read')
  const [row] = await versions(tx).where(eq(policyVersion.id, id))
  if (!row || (row.state === 'draft' && !seesDrafts(ctx.actor))) throw notFound('policy_version')
  return proven('read', row)
}

/** The draft of a policy that was loaded for writing; null where there is none. */
export async function draftOf(tx: Tx, { id }: Authorized<{ id: string }, 'write'>): Promise<PolicyVersion | null> {
  const [row] = await versions(tx)
    .where(and(eq(policyVersion.policyId, id), eq(policyVersion.state, 'draft')))
    .for('update', { of: policyVersion })
  return row ?? null
}

/** The number of the next version of a policy. */
export async function nextNumber({ sql }: Tx, policyId: string): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    select coalesce(max(number), 0)::int + 1 as number from policy_version where policy_id = ${policyId}`
  return row?.number ?? 1
}

/** A version as the audit names it, and as its subject what it says. */
export const versionSubject = ({ policyId, policyName, number }: PolicyVersion) => ({
  type: 'policy',
  id: policyId,
  label: `${policyName}, ${number}`,
})
