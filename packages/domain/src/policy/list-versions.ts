import type { ListOf } from '@lembur/contracts/paging'
import type { ListPolicyVersions, PolicyVersion } from '@lembur/contracts/policies'
import { policyVersion } from '@lembur/db/schema'
import { and, desc, eq } from 'drizzle-orm'
import { type Ctx, countOf, offsetOf, pageOf, read } from '../kernel/index.ts'
import { loadForReading, seesDrafts } from './access.ts'
import { loadVersion, versions } from './versions.ts'

/** A page of a policy's versions, the newest first, its draft before them for whoever writes it. Errors: `not_found`, `permission.denied`. */
export async function listPolicyVersions(ctx: Ctx, input: ListPolicyVersions): Promise<ListOf<PolicyVersion>> {
  const published = seesDrafts(ctx.actor) ? undefined : eq(policyVersion.state, 'published')
  const where = and(eq(policyVersion.policyId, input.policyId), published)
  return read(ctx, async (tx) => {
    await loadForReading(ctx, tx, input.policyId)
    const page = versions(tx).where(where).orderBy(desc(policyVersion.number)).limit(input.pageSize).offset(offsetOf(input))
    const [rows, counted] = await Promise.all([page, countOf(tx, policyVersion, where)])
    return pageOf(rows, counted)
  })
}

/** One version, whatever its age. Errors: `not_found`, `permission.denied`. */
export const getPolicyVersion = (ctx: Ctx, { id }: { id: string }): Promise<PolicyVersion> => read(ctx, (tx) => loadVersion(ctx, tx, id))
