import { newChallenge } from '../identity/index.ts'
import { type Ctx, notFound, ruleViolation, write } from '../kernel/index.ts'
import { assertMember } from './member.ts'
import { hasPasswordElsewhere, type Person, personOf } from './person.ts'

/** How long a link in a mail is good, and one that an administrator hands over. */
export const mailedMinutes = 60
const handedMinutes = 24 * 60

/** What a reset's link ends with, in the client. */
export const resetPath = (secret: string): string => `/login/reset?token=${secret}`

/**
 * The secret of a link by which somebody chooses a new password, good for a day, for an administrator to hand over. The
 * caller has asked whether he may change this account. Errors: `not_found`, `access.developer`, `password.elsewhere`.
 */
export async function newResetLink(ctx: Ctx, userId: string): Promise<string> {
  await assertMember(ctx, userId)
  const person = await personOf(ctx.services.database.global, userId)
  if (!person?.isActive) throw notFound('user')
  if (await isDeveloper(ctx, userId)) throw ruleViolation('access.developer')
  if (hasPasswordElsewhere(person)) throw ruleViolation('password.elsewhere')
  return storedLink(ctx, 'user.reset_link', person, handedMinutes)
}

/** Hands out the link's secret, audited without it. */
export async function storedLink(ctx: Ctx, action: string, { userId, username }: Person, minutes: number): Promise<string> {
  const { secret } = await write(ctx, action, async ({ sql }) => {
    const secret = await newChallenge(sql, { kind: 'password_reset', userId, minutes, now: ctx.now })
    return { secret, subject: { type: 'user', id: userId, label: username }, before: null, after: { linkGoodForMinutes: minutes } }
  })
  return secret
}

/** Whoever got a developer's link would be one. */
async function isDeveloper({ services, actor }: Ctx, userId: string): Promise<boolean> {
  const [row] = await services.database.readOne<{ role: string }[]>(
    actor.organizationId,
    (sql) => sql`select role from membership where organization_id = ${actor.organizationId} and user_id = ${userId}`,
  )
  return row?.role === 'developer'
}
