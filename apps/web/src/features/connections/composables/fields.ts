import { type ConnectionKind, connectionSettings, type RoleMap } from '@lembur/contracts/connections'

/** A setting as the form shows it; its words are `connections.KIND.NAME`, its help the same with `_hint`. */
export interface Setting {
  name: string
  type: 'text' | 'number' | 'lines' | 'switch' | 'choice'
  choices?: readonly string[]
  hint?: boolean
  /** May stay empty. */
  optional?: boolean
  /** Shown when asked for: its default fits most. */
  rare?: boolean
}

export const settingsOf: Record<ConnectionKind, readonly Setting[]> = {
  smb: [
    { name: 'host', type: 'text', hint: true },
    { name: 'share', type: 'text', hint: true },
    { name: 'username', type: 'text' },
    { name: 'domain', type: 'text', optional: true, hint: true },
    { name: 'prefix', type: 'text', optional: true, hint: true },
    { name: 'protection', type: 'choice', choices: ['off', 'sign', 'encrypt'], hint: true },
    { name: 'port', type: 'number', hint: true },
  ],
  ldap: [
    { name: 'url', type: 'text', hint: true },
    { name: 'bindDn', type: 'text', hint: true },
    { name: 'baseDn', type: 'text', hint: true },
    { name: 'startTls', type: 'switch', hint: true },
    { name: 'caCertificate', type: 'lines', optional: true, hint: true, rare: true },
    { name: 'userFilter', type: 'text', hint: true, rare: true },
    { name: 'usernameAttribute', type: 'text', rare: true },
    { name: 'nameAttribute', type: 'text', rare: true },
    { name: 'emailAttribute', type: 'text', rare: true },
    { name: 'workerIdAttribute', type: 'text', hint: true, rare: true },
    { name: 'groupBaseDn', type: 'text', optional: true, hint: true, rare: true },
    { name: 'groupFilter', type: 'text', hint: true, rare: true },
  ],
  oidc: [
    { name: 'label', type: 'text', hint: true },
    { name: 'issuer', type: 'text', hint: true },
    { name: 'clientId', type: 'text' },
    { name: 'scope', type: 'text', rare: true },
    { name: 'usernameClaim', type: 'text', rare: true },
    { name: 'workerIdClaim', type: 'text', hint: true, rare: true },
    { name: 'groupsClaim', type: 'text', hint: true, rare: true },
  ],
  mail: [
    { name: 'host', type: 'text', hint: true },
    { name: 'port', type: 'number', hint: true },
    { name: 'security', type: 'choice', choices: ['starttls', 'tls', 'none'], hint: true },
    { name: 'username', type: 'text', optional: true, hint: true },
    { name: 'from', type: 'text', hint: true },
    { name: 'senderName', type: 'text', optional: true },
  ],
}

/** What the form holds: texts as they are typed, numbers too. */
export interface SettingsForm {
  texts: Record<string, string>
  switches: Record<string, boolean>
  roleMap: RoleMap
  /** Empty: who is in no group is not let in. */
  defaultRole: string
}

export const hasRoles = (kind: ConnectionKind): boolean => kind === 'ldap' || kind === 'oidc'

/** The form of what is stored; of nothing, the defaults. */
export function formOf(kind: ConnectionKind, stored: Record<string, unknown> | null): SettingsForm {
  const shape: Record<string, { safeParse(value: unknown): { data?: unknown } }> = connectionSettings[kind].shape
  const held = (name: string) => stored?.[name] ?? (stored && name in stored ? null : shape[name]?.safeParse(undefined).data)
  const form: SettingsForm = { texts: {}, switches: {}, roleMap: [], defaultRole: '' }
  for (const { name, type } of settingsOf[kind]) {
    if (type === 'switch') form.switches[name] = held(name) === true
    else form.texts[name] = String(held(name) ?? '')
  }
  if (!hasRoles(kind)) return form
  form.roleMap = ((stored?.roleMap as RoleMap | undefined) ?? []).map((row) => ({ ...row }))
  form.defaultRole = String(held('defaultRole') ?? '')
  return form
}

/** What is sent of a form. */
export function settingsFrom(kind: ConnectionKind, { texts, switches, roleMap, defaultRole }: SettingsForm): Record<string, unknown> {
  const settings = Object.fromEntries(
    settingsOf[kind].map(({ name, type }) => [
      name,
      type === 'switch' ? switches[name] : type === 'number' ? Number(texts[name]) : texts[name],
    ]),
  )
  return hasRoles(kind) ? { ...settings, roleMap, defaultRole: defaultRole || null } : settings
}

/** Where a share of these settings is, as the server would say it. */
export const placeOf = (settings: Record<string, unknown>): string =>
  `//${[settings.host, settings.share, ...String(settings.prefix).split(/[\\/]/)].filter(Boolean).join('/')}`
