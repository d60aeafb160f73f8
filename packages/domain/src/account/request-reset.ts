import type { RequestReset } from '@lembur/contracts/account'
import { noOrganization } from '@lembur/db'
import { mailReset } from '@lembur/jobs/account'
import { addressKey, type Gate, type Visit } from '../identity/index.ts'
import { DomainError } from '../kernel/index.ts'

/** Requests that one address may make, whomever they name. */
const fromOneAddress = { most: 10, minutes: 15 }
/** Mails that one person gets: more of them would be a nuisance that a stranger makes. */
const toOnePerson = { most: 3, minutes: 60 }
/** People who share an address of mail and are written to at most. */
const mostPeople = 5

/**
 * Has a link for a new password mailed to who is named, by username or e-mail address. Whether there is somebody is told by
 * nothing: one look and one job whoever is named, and the mail is the worker's. Errors: `auth.too_many_attempts`.
 */
export async function requestReset({ services, throttle }: Gate, { origin, now }: Visit, { login }: RequestReset): Promise<void> {
  if (!throttle.spend(`reset from ${addressKey(String(origin.ip))}`, fromOneAddress, now)) {
    throw new DomainError('too_many', 'auth.too_many_attempts', { retryAfterSeconds: fromOneAddress.minutes * 60 })
  }
  await services.database.transaction({ organizationId: noOrganization }, async ({ sql }) => {
    const found = await sql<{ id: string }[]>`
      select id from "user" where lower(username) = lower(${login}) or lower(email) = lower(${login})
      order by lower(username) = lower(${login}) desc, id limit ${mostPeople}`
    const userIds = found.map(({ id }) => id).filter((id) => throttle.spend(`reset of ${id}`, toOnePerson, now))
    const { text, values } = await services.jobs.statement(mailReset, { userIds })
    await sql.unsafe(text, values)
  })
}
