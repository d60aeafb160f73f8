import { assertGoodPassword } from '../identity/index.ts'
import { type Ctx, notFound, write } from '../kernel/index.ts'
import { assertMember } from './member.ts'
import { ownWordsOf, personOf } from './person.ts'
import { hashed, storePassword } from './store-password.ts'

/**
 * Gives somebody a password and ends all his sign-ins; for the command line, where nobody is signed in. Answers how many
 * ended. Errors: `not_found` where he is no member, `input.invalid` as for a change.
 */
export async function setPassword(ctx: Ctx, { userId, password }: { userId: string; password: string }): Promise<{ ended: number }> {
  await assertMember(ctx, userId)
  const person = await personOf(ctx.services.database.global, userId)
  if (!person) throw notFound('user')
  await assertGoodPassword(password, await ownWordsOf(ctx, person))
  const { passwordHash } = await hashed(password)
  const { after } = await write(ctx, 'user.set_password', async (tx) => {
    const after = await storePassword(tx, ctx, { userId, passwordHash })
    return { subject: { type: 'user', id: userId, label: person.username }, before: null, after }
  })
  return { ended: after.endedSignIns }
}
