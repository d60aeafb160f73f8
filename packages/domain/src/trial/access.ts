import type { Tx } from '@lembur/db'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'
import { type TrialRecord, trialColumns, trialTables } from './row.ts'

/** A trial for whoever may change policies: it tells what a draft would do, and of what was never decided nobody else hears. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, { sql }: Tx, id: string): Promise<Authorized<TrialRecord, 'read'>> {
  assertMay(ctx.actor, 'policy.update')
  const [row] = await sql<TrialRecord[]>`select ${trialColumns(sql)} from ${trialTables(sql)} where trial.id = ${id}`
  if (!row) throw notFound('trial')
  return proven('read', row)
}

/**
 * Locks a trial for whoever may change policies, and before it its policy: of the trials of one policy one is under way, so
 * those who start and go on wait for each other there. Errors: `not_found`, `permission.denied`.
 */
export async function loadForWriting(ctx: Ctx, { sql }: Tx, id: string): Promise<Authorized<TrialRecord, 'write'>> {
  assertMay(ctx.actor, 'policy.update')
  await sql`select from policy where id = (select policy_id from policy_trial where id = ${id}) for no key update`
  const [row] = await sql<TrialRecord[]>`
    select ${trialColumns(sql)} from ${trialTables(sql)} where trial.id = ${id} for no key update of trial`
  if (!row) throw notFound('trial')
  return proven('write', row)
}
