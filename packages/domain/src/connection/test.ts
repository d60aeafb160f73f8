import {
  type ConnectionKind,
  type TestConnection,
  type TestedConnection,
  type TestOutcome,
  testSentences,
} from '@lembur/contracts/connections'
import type { Told } from '@lembur/contracts/providers'
import { assertMay, type Ctx, read, sealedFor, write } from '../kernel/index.ts'
import { findConnection, notSet } from './access.ts'
import { movesTarget, secretAgain, settingsOf } from './settings.ts'
import { limited } from './test-limits.ts'

/** How long an answer is waited for, in milliseconds. */
const patience = 15_000

type Tried = { settings: Record<string, unknown>; secret: string }

/**
 * Tries a connection as it stands in the form, or as it is stored. It reaches whatever host was named: so it is limited, audited,
 * and answers in our own words alone, never with what came from there.
 * Errors: `permission.denied`, `connection.not_set`, `connection.test_running`, `rate.limited`, `input.invalid`, `secret.…`.
 */
export async function testConnection(ctx: Ctx, input: TestConnection, milliseconds = patience): Promise<TestedConnection> {
  assertMay(ctx.actor, 'connection.update')
  const { kind } = input
  const tried = await triedOf(ctx, input)
  const started = performance.now()
  const trying = limited(ctx.actor, ctx.now, () => reach(ctx, kind, tried).catch((): TestOutcome => 'misconfigured'))
  const outcome = await within(trying, milliseconds)
  const elapsed = Math.round(performance.now() - started)
  const { settings } = tried
  const target = settings.url ?? settings.issuer ?? `${settings.host}:${settings.port}`
  await write(ctx, 'connection.test', async (tx) => {
    tx.announce({ topic: 'connection', action: 'tested', subjectId: kind })
    return { subject: { type: 'connection', id: kind, label: kind }, before: null, after: { target, outcome, milliseconds: elapsed } }
  })
  return { ok: outcome === 'reached', milliseconds: elapsed, outcome, sentence: testSentences[outcome] }
}

/** What is to be tried: of the form, and of what is stored what the form leaves out. A stored secret goes only where it was given for. */
async function triedOf(ctx: Ctx, { kind, settings: given, secret }: TestConnection): Promise<Tried> {
  const stored = await read(ctx, (tx) => findConnection(ctx, tx, kind))
  if (!stored && !given) throw notSet(kind)
  const settings = given ? settingsOf(kind, given) : (stored?.settings ?? {})
  if (secret !== undefined || !stored?.sealed) return { settings, secret: secret ?? '' }
  if (movesTarget(kind, stored.settings, settings)) throw secretAgain()
  return { settings, secret: ctx.services.vault.open(stored.sealed, sealedFor.connection(ctx.actor.organizationId, kind)) }
}

async function reach({ services: { outside } }: Ctx, kind: ConnectionKind, { settings, secret }: Tried): Promise<TestOutcome> {
  if (kind === 'smb') {
    const { ok, why } = await outside.share(settings as never, secret).ping()
    return ok ? 'reached' : (why ?? 'misconfigured')
  }
  if (kind === 'ldap') return outcomeOf(await outside.directory(settings as never, secret).test())
  if (kind === 'oidc') return outcomeOf(await outside.openId(settings as never, secret).test())
  return outcomeOf(await outside.mailer(settings as never, secret).test())
}

const outcomeOf = (told: Told<string>): TestOutcome => (told.ok ? 'reached' : told.why)

async function within(trying: Promise<TestOutcome>, milliseconds: number): Promise<TestOutcome> {
  const late = Promise.withResolvers<TestOutcome>()
  const timer = setTimeout(late.resolve, milliseconds, 'late')
  try {
    return await Promise.race([trying, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
