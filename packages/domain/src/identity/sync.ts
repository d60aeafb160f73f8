import type { CompanyTokens } from '@lembur/contracts/providers'
import type { Database } from '@lembur/db'
import { syncPerson } from '@lembur/jobs/identity'
import { z } from 'zod'
import { type Ctx, DomainError, type Services, sealedFor, systemContext, write } from '../kernel/index.ts'
import { askingInTurn, type Unvouched, usable } from './outside-ask.ts'
import { placeOf } from './outside-place.ts'
import { settleVouched } from './outside-settle.ts'
import { announceSessions } from './sessions.ts'

/** How old what the company's service has said may be. */
const freshFor = 3_600_000
/** People that one run hands out; the next takes up the rest. */
const mostAtOnce = 2000

const before = (now: Date) => new Date(now.getTime() - freshFor)

/** Enqueues one job for each account of the company whose person is signed in and of whom nothing was heard for an hour. */
export async function findPeopleToSync(services: Services, now: Date): Promise<number> {
  const place = services.outside.company && (await placeOf(services.database, 'company'))
  if (!place) return 0
  const found = await services.database.global<{ id: string }[]>`
    select id from user_identity identity
    where provider = 'company' and synced_at < ${before(now)} and tokens_sealed is not null
      and exists (select from sign_in where sign_in.user_id = identity.user_id)
    order by synced_at limit ${mostAtOnce}`
  await write(await systemContext(services, place.organizationId, now), 'user.sync', async (tx) => {
    for (const { id } of found) tx.enqueue(syncPerson, { identityId: id })
    return { subject: null, before: null, after: { found: found.length } }
  })
  return found.length
}

type Account = { identityId: string; userId: string; subject: string; tokensSealed: string }

/** What came of asking: the sentence says why nothing did, for the log. */
export type Synced = { outcome: 'followed' | 'ended' | 'nothing' } | { outcome: 'postponed'; sentence: string }

/**
 * Asks the company's service what it says of somebody now. Where it does not answer he goes on as he was; where it takes his
 * tokens no more, the sign-ins end that it has vouched for. Run twice, it asks once.
 */
export async function syncIdentity(services: Services, identityId: string, now: Date): Promise<Synced> {
  const { company } = services.outside
  const account = company && (await waitingAccount(services.database, identityId, now))
  if (!company || !account) return { outcome: 'nothing' }
  const tokens = await openTokens(services, account)
  if ('why' in tokens) return { outcome: 'postponed', sentence: tokens.sentence }
  const told = await askingInTurn(() => company.again(tokens))
  if (!told.ok && told.why !== 'refused') return { outcome: 'postponed', sentence: told.sentence }
  const place = await placeOf(services.database, 'company')
  if (!place) return { outcome: 'nothing' }
  const ctx = await systemContext(services, place.organizationId, now)
  if (!told.ok || told.value.who.subject !== account.subject) return endSignIns(ctx, account)
  try {
    await settleVouched(services, ctx, { provider: 'company', organizationId: place.organizationId, ...told.value })
  } catch (error) {
    // What it has said was followed, and that was to let him in no more.
    if (!(error instanceof DomainError && error.code === 'auth.account_disabled')) throw error
    return { outcome: 'ended' }
  }
  return { outcome: 'followed' }
}

async function waitingAccount({ global: sql }: Database, identityId: string, now: Date): Promise<Account | null> {
  const [row] = await sql<Account[]>`
    select id as "identityId", user_id as "userId", subject, tokens_sealed as "tokensSealed" from user_identity
    where id = ${identityId} and provider = 'company' and synced_at < ${before(now)} and tokens_sealed is not null`
  return row ?? null
}

const Tokens = z.object({ access: z.string(), refresh: z.string().nullable() })
/** Sealed with a key that is gone, they are of no use until he signs in again. */
const openTokens = ({ vault }: Services, { tokensSealed, userId }: Account): Promise<CompanyTokens | Unvouched> =>
  usable(async () => Tokens.parse(JSON.parse(vault.open(tokensSealed, sealedFor.tokens(userId, 'company')))))

/** Only while the tokens are still those that were refused: he may just have signed in anew. */
async function endSignIns(ctx: Ctx, { identityId, userId, tokensSealed }: Account): Promise<Synced> {
  const { isEnded } = await write(ctx, 'user.end_sessions', async (tx) => {
    const { sql } = tx
    const [person] = await sql<{ username: string }[]>`
      update user_identity set tokens_sealed = null, synced_at = ${ctx.now}, updated_at = ${ctx.now} from "user" person
      where user_identity.id = ${identityId} and tokens_sealed = ${tokensSealed} and person.id = user_identity.user_id
      returning person.username`
    if (!person) return { isEnded: false, subject: null, before: null, after: null }
    const { count } = await sql`delete from sign_in where user_id = ${userId} and way = 'company'`
    await announceSessions(sql, { userId })
    tx.announce({ topic: 'me', action: 'signed-out', subjectId: userId, userId })
    return {
      isEnded: true,
      subject: { type: 'user', id: userId, label: person.username },
      before: { signIns: count },
      after: { signIns: 0 },
    }
  })
  return { outcome: isEnded ? 'ended' : 'nothing' }
}
