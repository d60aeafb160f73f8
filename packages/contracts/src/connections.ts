import { z } from 'zod'
import { givenRoles } from './access.ts'
import { Version } from './ids.ts'
import { Instant } from './time.ts'

/** A group or claim value and the role it comes to; of several that fit, the highest counts. */
export const RoleMap = z.array(z.object({ group: z.string().trim().min(1).max(300), role: z.enum(givenRoles) })).max(50)
export type RoleMap = z.infer<typeof RoleMap>

const text = (most: number) => z.string().trim().max(most)
const needed = (most: number) => z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(most)
/** Nothing of a plant answers on these, but clouds hand out their keys there; however the address is spelled. */
const linkLocal = /^169\.254\.|^\[fe[89ab][0-9a-f]:|^\[::ffff:a9fe:/
const notLinkLocal = (authority: string) => {
  try {
    return !linkLocal.test(new URL(`http://${authority}`).hostname)
  } catch {
    return false
  }
}
/** An address of version 6 has colons, which would be taken for a port without brackets. */
const bracketed = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)
const refused = { error: 'field.invalid' }
/** A name or an address, as each of the clients takes it. */
const host = needed(255)
  .regex(/^[A-Za-z0-9:][A-Za-z0-9._:-]*$|^\[[0-9A-Fa-f:.]+\]$/, refused)
  .refine((text) => notLinkLocal(bracketed(text)), refused)
/** An address without a user name in it: what is in it is shown, and stands in the audit. */
const address = (pattern: RegExp) =>
  needed(300)
    .regex(pattern, refused)
    .refine((text) => notLinkLocal(text.replace(/^\w+:\/\//, '')), refused)
/** Folders on the share, "A\\B\\": the names that every server takes. */
const isFolder = (text: string) => {
  const names = text.replace(/^[\\/]+|[\\/]+$/g, '').split(/[\\/]/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones refused
  const taken = (name: string) => !/^$|^\.{1,2}$|["|<>;?*:\u0000-\u001f\u007f]|^ |[ .]$/.test(name)
  return names.join('') === '' || names.every(taken)
}
/** One line of plain letters: it goes into a file of credentials. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones refused
const oneLine = /^[^\u0000-\u001f\u007f]*$/

/** The role of who is in no group of the map; null: he is not let in. */
const defaultRole = z.enum(givenRoles).nullable()

export const SmbSettings = z.object({
  host,
  port: z.int(refused).min(1, refused).max(65_535, refused).default(445),
  share: needed(80)
    .regex(/^[^\\/"]+$/, refused)
    .regex(oneLine, refused),
  domain: text(100).regex(oneLine, refused).default(''),
  username: needed(150).regex(oneLine, refused),
  prefix: text(300).refine(isFolder, refused).default('Management\\PTB\\AST_Portal_Overtime\\'),
  protection: z.enum(['off', 'sign', 'encrypt']).default('off'),
})
export type SmbSettings = z.infer<typeof SmbSettings>

export const LdapSettings = z.object({
  /** `ldap://host:389` or `ldaps://host:636`. */
  url: address(/^ldaps?:\/\/[^\s/@?#]+$/),
  /** Turns a plain line into an encrypted one before anything is said on it. */
  startTls: z.boolean().default(true),
  /** Certificates in PEM that vouch for the server, where the machine does not know them; empty: those of the machine. */
  caCertificate: text(20_000).default(''),
  bindDn: needed(300),
  baseDn: needed(300),
  /** `{username}` stands for what was typed, escaped. */
  userFilter: needed(300).default('(|(uid={username})(sAMAccountName={username}))'),
  usernameAttribute: needed(60).default('uid'),
  nameAttribute: needed(60).default('cn'),
  emailAttribute: needed(60).default('mail'),
  workerIdAttribute: needed(60).default('employeeNumber'),
  /** Where groups are looked for; empty: only `memberOf` of the person counts. */
  groupBaseDn: text(300).default(''),
  /** `{dn}` stands for the person's own name, escaped. */
  groupFilter: needed(300).default('(member={dn})'),
  roleMap: RoleMap.default([]),
  defaultRole: defaultRole.default('user'),
})
export type LdapSettings = z.infer<typeof LdapSettings>

export const OidcSettings = z.object({
  /** What the button on the sign-in page says. */
  label: needed(60),
  issuer: address(/^https?:\/\/[^\s/@?#]+(\/[^\s@?#]*)?$/),
  clientId: needed(200),
  scope: needed(200).default('openid profile email'),
  usernameClaim: needed(60).default('preferred_username'),
  workerIdClaim: needed(60).default('worker_id'),
  groupsClaim: needed(60).default('groups'),
  roleMap: RoleMap.default([]),
  defaultRole: defaultRole.default('user'),
})
export type OidcSettings = z.infer<typeof OidcSettings>

export const MailSettings = z.object({
  host,
  port: z.int(refused).min(1, refused).max(65_535, refused).default(587),
  security: z.enum(['none', 'starttls', 'tls']).default('starttls'),
  /** Empty: the server takes mail from anybody. */
  username: text(150).default(''),
  from: needed(254).regex(/^[^\s@]+@[^\s@]+$/, refused),
  senderName: text(100).default('Lembur'),
})
export type MailSettings = z.infer<typeof MailSettings>

/** The services that an organisation connects to, each at most once. */
export const connectionKinds = ['smb', 'ldap', 'oidc', 'mail'] as const
export const ConnectionKind = z.enum(connectionKinds)
export type ConnectionKind = z.infer<typeof ConnectionKind>

/** What each kind is set by. The secret beside it is never read back. */
export const connectionSettings = { smb: SmbSettings, ldap: LdapSettings, oidc: OidcSettings, mail: MailSettings } as const

/** What came of trying one; in these words alone, never in those of the service that was asked. */
export const testOutcomes = ['reached', 'refused', 'unreachable', 'misconfigured', 'no_share', 'no_folder', 'no_space', 'late'] as const
export type TestOutcome = (typeof testOutcomes)[number]
export const testSentences: Record<TestOutcome, string> = {
  reached: 'It answers and takes the account.',
  refused: 'It answers, but refuses the account or what it may do there.',
  unreachable: 'It does not answer. Check the address, the port and the network.',
  misconfigured: 'It answers, but not as this kind of service should with these settings.',
  no_share: 'The server answers, but has no share of this name.',
  no_folder: 'The share answers, but the folder is not there.',
  no_space: 'The share answers, but has no space left.',
  late: 'It did not answer within 15 seconds.',
}

/** A connection as it is stored, without its secret. */
export const Connection = z.object({
  kind: ConnectionKind,
  isEnabled: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  hasSecret: z.boolean(),
  version: Version,
  updatedAt: Instant,
  /** When it was tried last, and what came of it; null: never, or long ago. */
  lastTest: z.object({ at: Instant, outcome: z.enum(testOutcomes) }).nullable(),
})
export type Connection = z.infer<typeof Connection>

/** Where workbooks are delivered now: by the connection, or where the environment says. */
export const ShareInUse = z.object({
  from: z.enum(['connection', 'environment']),
  location: z.string(),
  /** Why nothing can be delivered there at all, as a code; null: nothing known. */
  problem: z.string().nullable(),
})
export type ShareInUse = z.infer<typeof ShareInUse>

/** Those that are set up, and the share in use. */
export const ConnectionList = z.object({ results: z.array(Connection), share: ShareInUse.nullable(), hasKey: z.boolean() })
export type ConnectionList = z.infer<typeof ConnectionList>

export const ConnectionOf = z.object({ kind: ConnectionKind })
const secret = z
  .string({ error: 'text.required' })
  .min(1, { error: 'text.required' })
  .max(1000, { error: 'text.too_long' })
  .regex(oneLine, refused)

/** `version` is what the writer looked at; left out for a kind that is not set up. */
export const SaveConnection = ConnectionOf.extend({
  settings: z.record(z.string().max(60), z.unknown()),
  /** Left out: the stored one is kept. Null: it is taken away. */
  secret: secret.nullable().optional(),
  isEnabled: z.boolean(),
  version: Version.optional(),
})
export type SaveConnection = z.infer<typeof SaveConnection>

/** Settings and secret of the form, or what is stored where they are left out. */
export const TestConnection = ConnectionOf.extend({
  settings: z.record(z.string().max(60), z.unknown()).optional(),
  secret: secret.nullable().optional(),
})
export type TestConnection = z.infer<typeof TestConnection>

export const TestedConnection = z.object({ ok: z.boolean(), milliseconds: z.int(), outcome: z.enum(testOutcomes), sentence: z.string() })
export type TestedConnection = z.infer<typeof TestedConnection>

export const RemoveConnection = ConnectionOf.extend({ version: Version.optional() })
export type RemoveConnection = z.infer<typeof RemoveConnection>
