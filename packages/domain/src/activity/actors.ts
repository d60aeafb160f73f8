import type { Actor, FindActors } from '@lembur/contracts/system'
import { assertMay, type Ctx, containing, readOne } from '../kernel/index.ts'

const most = 50

/** People of whom the log tells, by a part of the name or user name, or the one of an id; the first fifty. Errors: `permission.denied`. */
export async function findActors(ctx: Ctx, { search, id }: FindActors): Promise<{ results: Actor[] }> {
  assertMay(ctx.actor, 'activity.read')
  const text = containing(search)
  const rows = await readOne(
    ctx,
    (sql) => sql<Actor[]>`
      select id, display_name as "displayName", username from "user"
      where (${id ?? null}::uuid is null or id = ${id ?? null}) and (display_name ilike ${text} or username ilike ${text}) and exists (select from activity where actor_id = "user".id)
      order by lower(display_name), id limit ${most}`,
  )
  return { results: [...rows] }
}
