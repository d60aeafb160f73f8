import type { UpdateUser } from '@lembur/contracts/users'
import { assertMay, type Ctx, changesOf, type Writing, write } from '../kernel/index.ts'
import { assertInPerson, elsewhereOf, loadForChange } from './access.ts'
import { announceAccess } from './announce.ts'

/**
 * Changes how somebody is called and reached, and which employee he is: the one with his worker id, whatever its case, and
 * never the one with his name. A personal token changes no e-mail address. Errors: `permission.denied`, `auth.in_person`,
 * `not_found`, `access.self`, `access.developer`, `access.elsewhere`.
 */
export async function updateUser(ctx: Ctx, input: UpdateUser): Promise<void> {
  assertMay(ctx.actor, 'access.update')
  const elsewhere = await elsewhereOf(ctx, input.id)
  await write(ctx, 'user.update', async (tx) => {
    const person = await loadForChange(ctx, tx, input.id, { elsewhere, what: 'account' })
    const { displayName, email, workerId, employeeId } = person
    const before = { displayName, email, workerId, employeeId }
    const subject = { type: 'user', id: input.id, label: person.username }
    const changes = changesOf(before, input)
    if (!changes) return { subject, before: null, after: null }
    // To this address a link goes with which a password is chosen.
    if (changes.email !== undefined) assertInPerson(ctx)
    const after = { ...before, ...changes }
    tx.later(() =>
      tx.sql`
        update "user" set display_name = ${after.displayName}, email = ${after.email}, worker_id = ${after.workerId}, updated_at = ${ctx.now}
        where id = ${input.id}`.execute(),
    )
    if (changes.workerId !== undefined) after.employeeId = await linkEmployee(ctx, tx, input.id, after.workerId)
    announceAccess(tx, input.id, 'updated')
    return { subject, before, after }
  })
}

/** Links the membership to the employee with this worker id; null where there is none. */
async function linkEmployee({ actor, now }: Ctx, { sql }: Writing, userId: string, workerId: string | null): Promise<string | null> {
  const [row] = await sql<{ employeeId: string | null }[]>`
    update membership set employee_id = (select id from employee where lower(worker_id) = lower(${workerId})), updated_at = ${now}
    where organization_id = ${actor.organizationId} and user_id = ${userId} returning employee_id as "employeeId"`
  return row?.employeeId ?? null
}
