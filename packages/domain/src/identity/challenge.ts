import type { ChallengeKind } from '@lembur/contracts/identity'
import { DomainError } from '../kernel/index.ts'
import type { Sql } from './identity.ts'
import { hashOf, newSecret } from './secret.ts'

/** What waits for its answer. */
export type Challenge = { userId: string | null; data: Record<string, unknown> }

/** Wrong answers that end a challenge. */
const mostTries = 5

type NewChallenge = { kind: ChallengeKind; userId: string | null; data?: Record<string, unknown>; minutes: number; now: Date }

/** Hands out a challenge: its secret goes to whoever is to answer, its hash is stored. */
export async function newChallenge(sql: Sql, { kind, userId, data = {}, minutes, now }: NewChallenge): Promise<string> {
  const secret = newSecret('challenge')
  await sql`
    insert into challenge (id, kind, user_id, data, expires_at, created_at)
    values (${hashOf(secret)}, ${kind}, ${userId}, ${sql.json(data as never)}, ${new Date(now.getTime() + minutes * 60_000)}, ${now})`
  return secret
}

/** A challenge that still waits, without ending it. Errors: `auth.challenge_over`. */
export async function waitingChallenge(sql: Sql, kind: ChallengeKind, secret: string, now: Date): Promise<Challenge> {
  const [row] = await sql<Challenge[]>`
    select user_id as "userId", data from challenge where id = ${hashOf(secret)} and kind = ${kind} and expires_at > ${now}`
  if (!row) throw over()
  return row
}

/** Ends a challenge and answers what it held: of several who answer at once, one. Errors: `auth.challenge_over`. */
export async function takeChallenge(sql: Sql, kind: ChallengeKind, secret: string, now: Date): Promise<Challenge> {
  const [row] = await sql<Challenge[]>`
    delete from challenge where id = ${hashOf(secret)} and kind = ${kind} and expires_at > ${now} returning user_id as "userId", data`
  if (!row) throw over()
  return row
}

/** Counts a wrong answer; after the fifth the challenge is over. */
export async function missedChallenge(sql: Sql, secret: string): Promise<void> {
  const id = hashOf(secret)
  const [row] = await sql<{ tries: number }[]>`
    update challenge set data = data || jsonb_build_object('tries', coalesce((data ->> 'tries')::int, 0) + 1)
    where id = ${id} returning (data ->> 'tries')::int as tries`
  if ((row?.tries ?? 0) >= mostTries) await sql`delete from challenge where id = ${id}`
}

const over = () => new DomainError('unauthenticated', 'auth.challenge_over')
