import type { Database } from '@lembur/db'
import { CliProblem } from './problem.ts'

/** The id of the person with this user name in an organisation, whatever its case. @throws CliProblem */
export async function memberNamed(database: Database, organizationId: string, username: string, slug: string): Promise<string> {
  const [row] = await database.readOne<{ id: string }[]>(
    organizationId,
    (sql) => sql`
      select person.id from "user" person join membership member on member.user_id = person.id and member.organization_id = ${organizationId}
      where lower(person.username) = lower(${username})`,
  )
  if (!row) throw new CliProblem(`${slug} has no user ${username}: make him with "npm run lembur -- user create".`)
  return row.id
}
