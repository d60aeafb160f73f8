import { z } from 'zod'
import type { roles } from './access.ts'
import { Version } from './ids.ts'
import { Instant } from './time.ts'

/** Roles that a service's groups may come to: a developer is made on the command line alone. */
export const mappableRoles = ['user', 'staff', 'ptb_admin', 'superadmin'] as const satisfies (typeof roles)[number][]

/** A group or claim value and the role it comes to; of several that fit, the highest counts. */
export const RoleMap = z.array(z.object({ group: z.string().trim().min(1).max(300), role: z.enum(mappableRoles) })).max(50)
export type RoleMap = z.infer<typeof RoleMap>

const text = (most: number) => z.string().trim().max(most)
const needed = (most: number) => z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(most)
/** The role of who is in no group of the map; null: he is not let in. */
const defaultRole = z.enum(mappableRoles).nullable()

export const SmbSettings = z.object({
  host: needed(255),
  port: z.int().min(1).max(65_535).default(445),
  share: needed(80),
  domain: text(100).default(''),
  username: needed(150),
  prefix: text(300).default('Management\\PTB\\AST_Portal_Overtime\\'),
  protection: z.enum(['off', 'sign', 'encrypt']).default('off'),
})
export type SmbSettings = z.infer<typeof SmbSettings>

export const LdapSettings = z.object({
  /** `ldap://host:389` or `ldaps://host:636`. */
  url: needed(300).regex(/^ldaps?:\/\/[^\s/]+$/, { error: 'field.invalid' }),
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
  issuer: needed(300).regex(/^https?:\/\/\S+$/, { error: 'field.invalid' }),
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
  host: needed(255),
  port: z.int().min(1).max(65_535).default(587),
  security: z.enum(['none', 'starttls', 'tls']).default('starttls'),
  /** Empty: the server takes mail from anybody. */
  username: text(150).default(''),
  from: needed(254).regex(/^[^\s@]+@[^\s@]+$/, { error: 'field.invalid' }),
  senderName: text(100).default('Lembur'),
})
export type MailSettings = z.infer<typeof MailSettings>

/** The services that an organisation connects to, each at most once. */
export const connectionKinds = ['smb', 'ldap', 'oidc', 'mail'] as const
export const ConnectionKind = z.enum(connectionKinds)
export type ConnectionKind = z.infer<typeof ConnectionKind>

/** What each kind is set by. The secret beside it is never read back. */
export const connectionSettings = { smb: SmbSettings, ldap: LdapSettings, oidc: OidcSettings, mail: MailSettings } as const

/** A connection as it is stored, without its secret. */
export const Connection = z.object({
  kind: ConnectionKind,
  isEnabled: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  hasSecret: z.boolean(),
  version: Version,
  updatedAt: Instant,
})
export type Connection = z.infer<typeof Connection>
