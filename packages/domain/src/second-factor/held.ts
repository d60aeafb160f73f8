import type { Tx } from '@lembur/db'
import type { Sql } from '../identity/index.ts'
import { type Ctx, notFound } from '../kernel/index.ts'

/** What somebody holds besides his password: no secret, and so what the audit may say of it. */
export type Held = { authenticatorApp: string | null; passkeys: string[]; recoveryCodes: number }

export const holdsNone = ({ authenticatorApp, passkeys }: Held): boolean => authenticatorApp === null && passkeys.length === 0

/** What a person holds now. */
export async function heldBy(sql: Sql | Tx['sql'], userId: string): Promise<Held> {
  const [row] = await sql<Held[]>`
    select (select confirmed_at from totp where user_id = ${userId}) as "authenticatorApp",
      array(select name from passkey where user_id = ${userId} order by created_at, id) as passkeys,
      (select count(*)::int from recovery_code where user_id = ${userId} and used_at is null) as "recoveryCodes"`
  return row ?? { authenticatorApp: null, passkeys: [], recoveryCodes: 0 }
}

/** Who is spoken of in the audit, and what he holds, with nobody else changing it until the commit. */
export async function lockHeld({ sql }: Tx, userId: string): Promise<{ held: Held; subject: { type: string; id: string; label: string } }> {
  const [person] = await sql<{ username: string }[]>`select username from "user" where id = ${userId} for no key update`
  if (!person) throw notFound('user')
  return { held: await heldBy(sql, userId), subject: { type: 'user', id: userId, label: person.username } }
}

/** Open tabs of this person look again at what he holds. */
export const ofHimself = ({ actor }: Ctx) => ({ topic: 'me', action: 'factors', subjectId: actor.userId, userId: actor.userId }) as const
