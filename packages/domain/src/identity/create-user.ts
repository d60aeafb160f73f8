import type { Role } from '@lembur/contracts/access'
import type { Language } from '@lembur/contracts/identity'
import { newId } from '@lembur/db'
import { conflict, field, invalid, type Services, systemContext, translating, write } from '../kernel/index.ts'
import { hashPassword } from './password.ts'
import { faultOf } from './password-rules.ts'

export type NewUser = {
  organizationId: string
  /** At least three characters; unique without regard to case. */
  username: string
  /** At least eight characters, and not easy to guess. */
  password: string
  role: Role
  displayName?: string
  email?: string | null
  language?: Language
  /** Links him to the employee with this worker id: now if there is one, else at his first sign-in. */
  workerId?: string | null
}

const shortestName = 3

/**
 * Makes a person who signs in with a password, and his membership. For the command line and the demo, where nobody is
 * signed in: the audit names the product. Errors: `input.invalid`, `conflict.duplicate`.
 */
export async function createUser(services: Services, input: NewUser, now = new Date()): Promise<{ id: string; username: string }> {
  const { organizationId, role, language = 'en', email = null } = input
  const username = input.username.trim()
  const workerId = input.workerId?.trim() || null
  const fault = await faultOf(input.password, [username, input.displayName, email, workerId])
  const wrong = [
    ...(username.length < shortestName || username.length > 150 || /\s/.test(username) ? [field('username', 'field.invalid')] : []),
    ...(fault ? [field('password', fault)] : []),
  ]
  if (wrong.length > 0) throw invalid(wrong)
  const [passwordHash, id] = [await hashPassword(input.password), newId()]
  const ctx = await systemContext(services, organizationId, now)
  const creating = write(ctx, 'user.create', async ({ sql }) => {
    await sql`
      insert into "user" (id, username, display_name, email, password_hash, language, worker_id, created_at, updated_at)
      values (${id}, ${username}, ${input.displayName?.trim() || username}, ${email}, ${passwordHash}, ${language}, ${workerId}, ${now}, ${now})`
    await sql`
      insert into membership (organization_id, id, user_id, role, employee_id, created_at, updated_at)
      values (${organizationId}, ${newId()}, ${id}, ${role},
        (select id from employee where lower(worker_id) = lower(${workerId})), ${now}, ${now})`
    return { subject: { type: 'user', id, label: username }, before: null, after: { username, role, workerId } }
  })
  await translating(creating, { user_username: () => conflict('conflict.duplicate', { username }) })
  return { id, username }
}
