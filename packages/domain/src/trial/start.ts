import type { PolicyVersionState } from '@lembur/contracts/policies'
import type { PolicyLayer } from '@lembur/contracts/policy'
import type { StartTrial, TrialReach, TrialRow } from '@lembur/contracts/trials'
import { newId, type Tx } from '@lembur/db'
import { replayPolicy } from '@lembur/jobs/trial'
import { type Period, periodOf, previousPeriod } from '@lembur/rules/period'
import { assertMay, type Ctx, conflict, DomainError, forbidden, notFound, systemUserId, todayIn, write } from '../kernel/index.ts'
import { triedPolicy } from '../policy/index.ts'
import { loadForWriting } from './access.ts'
import { presentTrial } from './present.ts'
import { refusing } from './problem.ts'
import { audited, type Stored, subjectOf } from './row.ts'
import { whose } from './rows.ts'
import { emptySums } from './sums.ts'

/**
 * Has a policy's draft, or its newest version where there is none, replayed over the last periods that are over. What is
 * tried is kept with the trial, so that the draft may change meanwhile.
 * Errors: `not_found`, `policy.no_version`, `trial.running` (`existingId`), `policy.invalid` (`fields`),
 * `secret.no_key` (money without a key), `permission.denied` (for money, who may not read everybody's wages).
 */
export async function startTrial(ctx: Ctx, { policyId, periods, withWages, reach: asked }: StartTrial): Promise<TrialRow> {
  assertMay(ctx.actor, 'policy.update')
  if (withWages && !assertMay(ctx.actor, 'wage.read').everywhere) throw forbidden('wage.read')
  if (withWages && !ctx.services.vault.hasKey) throw new DomainError('unavailable', 'secret.no_key')
  const span = lastPeriods(ctx, periods)
  const id = newId()
  const { row } = await write(ctx, 'trial.start', async (tx) => {
    const { sql } = tx
    await lockPolicy(tx, policyId)
    await refuseSecond(tx, policyId)
    const { number, state, layer } = await tried(tx, policyId)
    const of = await triedPolicy(tx, { policyId, layer, to: span.end })
    refusing(() => [of(span.start), of(span.end)])
    const { reach, people } = await reached(tx, policyId, asked)
    const { organizationId, userId } = ctx.actor
    const result: Stored = { versionNumber: number, wasDraft: state === 'draft', reach, sums: emptySums(), money: null }
    await sql`
      insert into policy_trial (organization_id, id, policy_id, layer, first_date, last_date, periods, with_wages, people_total, result, requested_by_id,
        created_at, updated_at)
      values (${organizationId}, ${id}, ${policyId}, ${sql.json(layer as never)}, ${span.start}, ${span.end}, ${periods}, ${withWages}, ${people},
        ${sql.json(result)}, ${userId === systemUserId ? null : userId}, ${ctx.now}, ${ctx.now})`
    tx.enqueue(replayPolicy, { organizationId, trialId: id })
    tx.announce({ topic: 'trial', action: 'started', subjectId: id })
    const row = await loadForWriting(ctx, tx, id)
    return { row, subject: subjectOf(row), before: null, after: audited(row) }
  })
  return presentTrial(ctx, row)
}

/** So many periods up to the last that is over: one that still runs would be compared by half. */
function lastPeriods(ctx: Ctx, periods: number): Period {
  const last = previousPeriod(periodOf(todayIn(ctx), ctx.plant.periodStartDay))
  let first = last
  for (let more = 1; more < periods; more++) first = previousPeriod(first)
  return { start: first.start, end: last.end }
}

async function lockPolicy({ sql }: Tx, policyId: string): Promise<void> {
  const [found] = await sql`select 1 from policy where id = ${policyId} for no key update`
  if (!found) throw notFound('policy')
}

/** Of one policy one trial is under way: two would say different things of one draft. Called with the policy locked. */
export async function refuseSecond({ sql }: Tx, policyId: string): Promise<void> {
  const [other] = await sql<{ id: string }[]>`select id from policy_trial where policy_id = ${policyId} and state in ('queued', 'running')`
  if (other) throw conflict('trial.running', { existingId: other.id })
}

type Tried = { number: number; state: PolicyVersionState; layer: PolicyLayer }

async function tried({ sql }: Tx, policyId: string): Promise<Tried> {
  const [version] = await sql<Tried[]>`
    select number, state, layer from policy_version where policy_id = ${policyId} order by state = 'draft' desc, number desc limit 1`
  if (!version) throw conflict('policy.no_version')
  return version
}

/** Whose work is replayed, and how many they are. */
async function reached({ sql }: Tx, policyId: string, asked: TrialReach | undefined): Promise<{ reach: TrialReach; people: number }> {
  const count = async (reach: TrialReach) => {
    const [row] = await sql<{ people: number }[]>`select count(*)::int as people from employee person where ${whose(sql, reach, policyId)}`
    return { reach, people: row?.people ?? 0 }
  }
  const assigned = asked === 'everyone' ? null : await count('assigned')
  return assigned && (asked === 'assigned' || assigned.people > 0) ? assigned : count('everyone')
}
