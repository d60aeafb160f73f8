import type { Role } from '@lembur/contracts/access'
import { type Ctx, sealedFor, type Writing } from '../kernel/index.ts'
import type { Vouching } from './outside-ask.ts'
import { givenRole, type Linked } from './outside-person.ts'
import { announceSessions } from './sessions.ts'

/** What a service says of a person, as far as it is followed. */
export type Followed = {
  displayName: string
  email: string | null
  workerId: string | null
  /** Null: he is no member of the organisation that the service belongs to. */
  role: Role | null
  /** As the service has it; whether we have deactivated him is another matter. */
  isActiveThere: boolean
}
type Stored = Followed & { username: string; roleIsLocal: boolean; isMember: boolean }

/**
 * Has a person follow what the service says: name, address and worker id, and his role while nobody here has given him one.
 * What it does not say stays. Whether he is active here is never touched. Answers him before and after.
 */
export async function follow(
  tx: Writing,
  ctx: Ctx,
  { identityId, userId }: Linked,
  { provider, who, tokens }: Vouching,
): Promise<{ username: string; before: Followed; after: Followed }> {
  const { sql } = tx
  const { services, now } = ctx
  const stored = await storedPerson(tx, ctx, identityId)
  const { username, roleIsLocal, isMember, ...before } = stored
  // Who is in no group that is let in is turned away with the role he had.
  const isFollowed = isMember && !roleIsLocal && before.role !== 'developer' && who.role !== null
  const after: Followed = {
    displayName: who.displayName,
    email: who.email ?? before.email,
    workerId: who.workerId ?? before.workerId,
    role: isFollowed ? givenRole(who.role) : before.role,
    isActiveThere: who.isActive,
  }
  // A token of the portal cannot be renewed: it takes no place of those with which the service can be asked by the hour.
  const isRenewable = tokens?.refresh != null
  // Without a key for secrets nothing of the kind is stored: he is then not asked after again.
  const sealed =
    isRenewable && services.vault.hasKey ? services.vault.seal(JSON.stringify(tokens), sealedFor.tokens(userId, provider)) : null
  await sql`
    update user_identity set is_active = ${who.isActive}, facts = ${sql.json(who.facts as never)},
      tokens_sealed = ${tokens && !isRenewable ? sql`tokens_sealed` : sealed}, synced_at = ${now}, updated_at = ${now} where id = ${identityId}`
  await sql`
    update "user" set display_name = ${after.displayName}, email = ${after.email}, worker_id = ${after.workerId}, updated_at = ${now}
    where id = ${userId} and (display_name, email, worker_id) is distinct from (${after.displayName}, ${after.email}, ${after.workerId})`
  if (after.role !== before.role) {
    const { count } = await sql`
      update membership set role = ${after.role}, updated_at = ${now}
      where user_id = ${userId} and not role_is_local and role <> 'developer'`
    // Somebody here was quicker.
    if (count === 0) after.role = before.role
  }
  if (after.workerId?.toLowerCase() !== before.workerId?.toLowerCase()) await relinkEmployee(tx, ctx, userId, before, after)
  if (!after.isActiveThere) await sql`delete from sign_in where user_id = ${userId}`
  if (before.role !== after.role || before.isActiveThere !== after.isActiveThere) {
    await announceSessions(sql, { userId })
    tx.announce({ topic: 'me', action: 'vouched', subjectId: userId, userId })
    tx.announce({ topic: 'user', action: 'vouched', subjectId: userId })
  }
  return { username, before, after }
}

async function storedPerson({ sql }: Writing, { actor: { organizationId } }: Ctx, identityId: string): Promise<Stored> {
  const [row] = await sql<Stored[]>`
    select person.username, person.display_name as "displayName", person.email, person.worker_id as "workerId",
      identity.is_active as "isActiveThere", member.role, coalesce(member.role_is_local, false) as "roleIsLocal",
      member.id is not null as "isMember"
    from user_identity identity join "user" person on person.id = identity.user_id
    left join membership member on member.user_id = person.id and member.organization_id = ${organizationId}
    where identity.id = ${identityId} for update of person`
  if (!row) throw new Error('An account outside belongs to nobody')
  return row
}

/** With another worker id he is another employee, or none; an employee that somebody here has chosen for him stays. */
async function relinkEmployee({ sql }: Writing, { now }: Ctx, userId: string, before: Followed, after: Followed): Promise<void> {
  await sql`
    update membership set employee_id = (select id from employee where lower(worker_id) = lower(${after.workerId})), updated_at = ${now}
    where user_id = ${userId}
      and (employee_id is null or employee_id in (select id from employee where lower(worker_id) = lower(${before.workerId})))`
}
