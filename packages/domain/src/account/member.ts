import { type Ctx, notFound } from '../kernel/index.ts'

/** Refuses a person who is no member of the actor's organisation. Errors: `not_found`. */
export async function assertMember({ services, actor }: Ctx, userId: string): Promise<{ username: string }> {
  const [row] = await services.database.readOne<{ username: string }[]>(
    actor.organizationId,
    (sql) => sql`
      select person.username from membership member join "user" person on person.id = member.user_id
      where member.organization_id = ${actor.organizationId} and member.user_id = ${userId}`,
  )
  if (!row) throw notFound('user')
  return row
}
