import type { Role } from '@lembur/contracts/access'
import type { IdentityProvider } from '@lembur/contracts/identity'
import { newId } from '@lembur/db'
import { type Ctx, conflict, type Writing } from '../kernel/index.ts'
import type { Vouching } from './outside-ask.ts'

/** What a service's account is linked to. */
export type Linked = { identityId: string; userId: string; tokensSealed: string | null }

/** The person that a service's account was linked to before; locks it. */
export async function linkedTo({ sql }: Writing, provider: IdentityProvider, subject: string): Promise<Linked | null> {
  const [row] = await sql<Linked[]>`
    select id as "identityId", user_id as "userId", tokens_sealed as "tokensSealed"
    from user_identity where provider = ${provider} and subject = ${subject} for update`
  return row ?? null
}

/** A service gives at most what it may: a developer is made on the command line alone. */
export const givenRole = (role: Role | null): Role => (role === null || role === 'developer' ? 'user' : role)

type Namesake = { id: string; hasPassword: boolean; role: Role | null; isElsewhere: boolean }

/**
 * Links a service's account that is new here: to the person of this name who has neither a password nor an account of any
 * service (who may choose his name at one must not become somebody of another), nor what no service gives; where there is nobody of this name, to a new one with his membership.
 * Errors: `auth.account_conflict`.
 */
export async function linkPerson(tx: Writing, ctx: Ctx, { provider, who }: Vouching): Promise<Linked & { isNew: boolean }> {
  const { sql } = tx
  const { organizationId } = ctx.actor
  const [namesake] = await sql<Namesake[]>`
    select person.id, person.password_hash is not null as "hasPassword", member.role,
      exists (select from user_identity where user_id = person.id) as "isElsewhere"
    from "user" person left join membership member on member.user_id = person.id and member.organization_id = ${organizationId}
    where lower(person.username) = lower(${who.username}) for update of person`
  // Who is no member here belongs to an organisation that this service does not speak for.
  const isFree = namesake?.role && namesake.role !== 'developer' && !namesake.hasPassword && !namesake.isElsewhere
  if (namesake && !isFree) throw conflict('auth.account_conflict')
  const userId = namesake?.id ?? (await makePerson(tx, ctx, who.username, givenRole(who.role)))
  const identityId = newId()
  await sql`
    insert into user_identity (id, user_id, provider, subject, facts, synced_at, created_at, updated_at)
    values (${identityId}, ${userId}, ${provider}, ${who.subject}, '{}', ${ctx.now}, ${ctx.now}, ${ctx.now})`
  return { identityId, userId, tokensSealed: null, isNew: !namesake }
}

async function makePerson({ sql }: Writing, { actor: { organizationId }, now }: Ctx, username: string, role: Role): Promise<string> {
  const userId = newId()
  await sql`
    insert into "user" (id, username, display_name, created_at, updated_at) values (${userId}, ${username}, ${username}, ${now}, ${now})`
  await sql`
    insert into membership (organization_id, id, user_id, role, created_at, updated_at)
    values (${organizationId}, ${newId()}, ${userId}, ${role}, ${now}, ${now})`
  return userId
}
