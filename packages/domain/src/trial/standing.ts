import type { Tx } from '@lembur/db'
import { type Ctx, read, sealedFor, write } from '../kernel/index.ts'
import { type TrialRecord, trialColumns, trialTables } from './row.ts'
import { emptyMoney, type Money, type Sums } from './sums.ts'

/** How far a replay has come; `money` is null where none was asked for. */
export type Standing = { lastEmployeeId: string | null; peopleDone: number; sums: Sums; money: Money | null }

/** What is stored of a trial's standing. Errors: `secret.no_key`, `secret.unreadable`. */
export function standingOf({ services, actor }: Ctx, { id, withWages, lastEmployeeId, peopleDone, result }: TrialRecord): Standing {
  const about = sealedFor.trial(actor.organizationId, id)
  const money: Money | null = result.money === null ? emptyMoney() : JSON.parse(services.vault.open(result.money, about))
  return { lastEmployeeId, peopleDone, sums: result.sums, money: withWages ? money : null }
}

async function underWay({ sql }: Tx, id: string): Promise<TrialRecord | null> {
  const [row] = await sql<TrialRecord[]>`
    select ${trialColumns(sql)} from ${trialTables(sql)} where trial.id = ${id} and trial.state = 'running'`
  return row ?? null
}

/** Takes up a trial that waits, or one that a killed worker has left; null where it is over or gone. */
export async function begin(ctx: Ctx, id: string): Promise<TrialRecord | null> {
  const { trial } = await write(ctx, 'trial.begin', async (tx) => {
    const [begun] = await tx.sql`
      update policy_trial set state = 'running', started_at = coalesce(started_at, ${ctx.now}), updated_at = ${ctx.now}
      where id = ${id} and state in ('queued', 'running') returning id`
    if (begun) tx.announce({ topic: 'trial', action: 'progressed', subjectId: id })
    const trial = begun ? await underWay(tx, id) : null
    return { trial, subject: null, before: trial && {}, after: trial && { state: 'running' } }
  })
  return trial
}

/** A trial that is still under way, as it stands now; null: it was stopped or thrown away, or is done. */
export const stillUnderWay = (ctx: Ctx, id: string): Promise<TrialRecord | null> => read(ctx, (tx) => underWay(tx, id))

type Step = { from: Standing; to: Standing; isLast: boolean; isTold: boolean }

/**
 * Stores how far it has come, where it still stands as it was read: nobody is counted twice, whoever else is at work on it.
 * Answers whether it was stored.
 */
export async function store(ctx: Ctx, { id, result }: TrialRecord, { from, to, isLast, isTold }: Step): Promise<boolean> {
  const { vault } = ctx.services
  const money = to.money && vault.seal(JSON.stringify(to.money), sealedFor.trial(ctx.actor.organizationId, id))
  const { stored } = await write(ctx, 'trial.step', async (tx) => {
    const { sql } = tx
    const [stored] = await sql`
      update policy_trial set result = ${sql.json({ ...result, sums: to.sums, money })}, last_employee_id = ${to.lastEmployeeId},
        people_done = ${to.peopleDone}, updated_at = ${ctx.now}
        ${isLast ? sql`, people_total = ${to.peopleDone}, state = 'done', finished_at = ${ctx.now}` : sql``}
      where id = ${id} and state = 'running' and people_done = ${from.peopleDone} and last_employee_id is not distinct from ${from.lastEmployeeId}
      returning id`
    if (stored && isTold) tx.announce({ topic: 'trial', action: isLast ? 'done' : 'progressed', subjectId: id })
    const isStored = stored !== undefined
    return { stored: isStored, subject: null, before: isStored ? {} : null, after: isStored ? { peopleDone: to.peopleDone } : null }
  })
  return stored
}
