import { type ConnectionKind, connectionSettings } from '@lembur/contracts/connections'
import { type ErrorCode, type FieldError, messages } from '@lembur/contracts/errors'
import { field, invalid } from '../kernel/index.ts'

export type Settings = Record<string, unknown>

const known = (code: string): code is ErrorCode => code in messages

/** Settings of a kind with their defaults, and nothing that it does not know. Errors: `input.invalid`, fields as `settings.host`. */
export function settingsOf(kind: ConnectionKind, given: Settings): Settings {
  const read = connectionSettings[kind].strict().safeParse(given)
  if (read.success) return read.data
  const wrong = new Map<string, FieldError>()
  for (const { path: names, message } of read.error.issues) {
    const path = ['settings', ...names].join('.')
    if (!wrong.has(path)) wrong.set(path, field(path, known(message) ? message : 'field.invalid'))
  }
  throw invalid([...wrong.values()])
}

/** Where a stored secret is sent, and how it is kept from others on the way. */
const targets: Record<ConnectionKind, readonly string[]> = {
  smb: ['host', 'port'],
  ldap: ['url', 'startTls', 'caCertificate'],
  oidc: ['issuer'],
  mail: ['host', 'port', 'security'],
}
/** Which roles people come to by it. */
const roleFields = ['roleMap', 'defaultRole']

const differs = (names: readonly string[], one: Settings, other: Settings) =>
  names.some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))

/** Whether a secret that was given for one would be sent elsewhere, or less safely, by the other. */
export const movesTarget = (kind: ConnectionKind, before: Settings, after: Settings): boolean => differs(targets[kind], before, after)

/** Whether people would come to other roles; one that is set up gives none but the least until somebody says so. */
export const changesRoles = (before: Settings | null, after: Settings): boolean =>
  differs(roleFields, before ?? { roleMap: [], defaultRole: 'user' }, after) && ('roleMap' in after || 'defaultRole' in after)

/** Whether it cannot do its work without a secret. */
export const needsSecret = (kind: ConnectionKind, settings: Settings): boolean =>
  kind === 'smb' || kind === 'ldap' || (kind === 'mail' && settings.username !== '')

/** What the field of the secret says where a stored one may not be used. */
export const secretAgain = () => invalid([field('secret', 'connection.secret_again')])
export const secretMissing = () => invalid([field('secret', 'text.required')])
