import type { IdentityProvider } from '@lembur/contracts/identity'
import type { CompanyTokens, Told, Vouched } from '@lembur/contracts/providers'
import pLimit from 'p-limit'
import { enabledConnection } from '../connection/index.ts'
import { DomainError, type Services } from '../kernel/index.ts'
import { placeOf } from './outside-place.ts'

/** A service outside says who somebody is, for an organisation. `tokens` are the company's, to ask again with. */
export type Vouching = { provider: IdentityProvider; organizationId: string; who: Vouched; tokens: CompanyTokens | null }

/** Why a service did not vouch for somebody; the sentence is for administrators and the log alone. */
export type Unvouched = Exclude<Told<never>, { ok: true }>

/** Questions to services at once: a slow one must not take all that a process has. */
const together = pLimit(20)

/** Asks a service when it is its turn; never within a transaction, which would be held as long. */
export const askingInTurn = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => together(ask)

/**
 * Asks the company's service and then the directory whose name and password these are. `refused` only where all that are set
 * refused; null where none is set.
 */
export async function askServices(services: Services, username: string, password: string): Promise<Vouching | Unvouched | null> {
  const answers: Unvouched[] = []
  for (const ask of [askCompany, askDirectory]) {
    const answer = await ask(services, username, password)
    if (answer && 'provider' in answer) return answer
    if (answer) answers.push(answer)
  }
  return answers.find(({ why }) => why !== 'refused') ?? answers[0] ?? null
}

async function askCompany(services: Services, username: string, password: string): Promise<Vouching | Unvouched | null> {
  const { company } = services.outside
  if (!company) return null
  return companyVouching(services, await askingInTurn(() => company.signIn(username, password)))
}

/** What the company's service says, for the organisation that it belongs to. */
export async function companyVouching(
  { database }: Services,
  told: Told<{ who: Vouched; tokens: CompanyTokens }>,
): Promise<Vouching | Unvouched> {
  const place = told.ok ? await placeOf(database, 'company') : null
  if (!told.ok) return told
  if (!place) return { ok: false, why: 'misconfigured', sentence: 'There is no organisation yet.' }
  return { provider: 'company', organizationId: place.organizationId, ...told.value }
}

async function askDirectory(services: Services, username: string, password: string): Promise<Vouching | Unvouched | null> {
  const place = await placeOf(services.database, 'ldap')
  if (!place) return null
  const { organizationId } = place
  const connection = await usable(() => enabledConnection(services, organizationId, 'ldap'))
  if (connection === null || 'why' in connection) return connection
  const directory = services.outside.directory(connection.settings, connection.secret)
  const told = await askingInTurn(() => directory.check(username, password))
  return told.ok ? { provider: 'ldap', organizationId, who: told.value, tokens: null } : told
}

/** A connection whose secret cannot be opened is set up wrongly, and no reason to turn away who needs none of it. */
export async function usable<Connection>(open: () => Promise<Connection>): Promise<Connection | Unvouched> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { ok: false, why: 'misconfigured', sentence: error.message }
  }
}

/** Told to who stands at the door; the sentence goes along as the cause, for the log. */
export function asDomainError({ why, sentence }: Unvouched): DomainError {
  const error =
    why === 'refused' ? new DomainError('unauthenticated', 'auth.not_vouched') : new DomainError('unavailable', 'auth.service_down')
  error.cause = new Error(sentence)
  return error
}
