import type { Language } from '@lembur/contracts/identity'
import type { Sql } from '../identity/index.ts'
import type { Ctx } from '../kernel/index.ts'

export type Person = {
  userId: string
  username: string
  displayName: string
  email: string | null
  workerId: string | null
  language: Language
  passwordHash: string | null
  isActive: boolean
  /** A service outside vouches for him. */
  isVouchedFor: boolean
}

/** Somebody with what his password is about; null where there is no such person. */
export async function personOf(sql: Sql, userId: string): Promise<Person | null> {
  const [row] = await sql<Person[]>`
    select id as "userId", username, display_name as "displayName", email, worker_id as "workerId", language,
      password_hash as "passwordHash", is_active as "isActive",
      exists (select from user_identity where user_identity.user_id = "user".id) as "isVouchedFor"
    from "user" where id = ${userId}`
  return row ?? null
}

/** Whether another service alone checks his password: there is none here, and a link must not make one. */
export const hasPasswordElsewhere = ({ passwordHash, isVouchedFor }: Person): boolean => passwordHash === null && isVouchedFor

/** What a password of his must not be made of: himself, and the name of what he signs in to. */
export async function ownWordsOf({ services, actor }: Ctx, { username, displayName, email, workerId }: Person): Promise<(string | null)[]> {
  const [product] = await services.database.readOne<{ appName: string; appAcronym: string; name: string }[]>(
    actor.organizationId,
    (sql) => sql`select app_name as "appName", app_acronym as "appAcronym", name from organization where id = ${actor.organizationId}`,
  )
  return [username, displayName, email, workerId, 'lembur', product?.appName ?? null, product?.appAcronym ?? null, product?.name ?? null]
}
