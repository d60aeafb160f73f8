import type { Told } from '@lembur/contracts/providers'
import { enabledConnection } from '../connection/index.ts'
import { arrivalOf } from '../identity/index.ts'
import { type Ctx, DomainError, type Origin, type Services } from '../kernel/index.ts'
import { hasPasswordElsewhere, type Person, personOf } from './person.ts'
import { mailedMinutes, resetPath, storedLink } from './reset-link.ts'
import { resetMail } from './reset-mail.ts'

/** What came of it: sent or not, or why there was nothing to send. `not_set_up`: no mail, or no address of the product. */
export type Mailed = Told<null> | { ok: true; skipped: 'not_his' | 'not_set_up' }

/**
 * Mails somebody a link by which he chooses a new password, in his language, through the mail connection of his
 * organisation. Nothing is sent to who is deactivated, has no address, has his
 * password elsewhere or is a developer; nobody is told that.
 */
export async function sendResetMail(services: Services, userId: string, now: Date, origin: Origin): Promise<Mailed> {
  const person = await personOf(services.database.global, userId)
  if (!person?.isActive || !person.email || hasPasswordElsewhere(person)) return { ok: true, skipped: 'not_his' }
  const ctx = await arrived(services, userId, now, origin)
  // Whoever sets the mail server would read a developer's link, and is not one.
  if (!ctx || ctx.actor.role === 'developer') return { ok: true, skipped: 'not_his' }
  const [plant] = await services.database.readOne<Plant[]>(
    ctx.actor.organizationId,
    (sql) => sql`select public_url as "publicUrl", app_name as "appName" from organization where id = ${ctx.actor.organizationId}`,
  )
  const mail = await enabledConnection(services, ctx.actor.organizationId, 'mail')
  if (!mail || !plant?.publicUrl) return { ok: true, skipped: 'not_set_up' }
  return send(ctx, { ...person, email: person.email }, mail, { ...plant, publicUrl: plant.publicUrl })
}

type Plant = { publicUrl: string | null; appName: string }
type Mail = NonNullable<Awaited<ReturnType<typeof enabledConnection<'mail'>>>>

async function send(
  ctx: Ctx,
  person: Person & { email: string },
  { settings, secret }: Mail,
  { publicUrl, appName }: Plant & { publicUrl: string },
): Promise<Told<null>> {
  const token = await storedLink(ctx, 'account.mail_reset', person, mailedMinutes)
  const link = new URL(resetPath(token), publicUrl).href
  const words = resetMail(person.language, { appName, name: person.displayName, username: person.username, link, minutes: mailedMinutes })
  return ctx.services.outside.mailer(settings, secret).send({ to: person.email, ...words })
}

/** His own context; null where he is let in nowhere. */
async function arrived(services: Services, userId: string, now: Date, origin: Origin): Promise<Ctx | null> {
  try {
    return await arrivalOf({ services }, { origin, now }, userId)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'auth.account_disabled') return null
    throw error
  }
}
