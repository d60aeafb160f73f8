import { connectionSettings } from '@lembur/contracts/connections'
import type { CompanyTokens, Told, Vouched } from '@lembur/contracts/providers'
import { newId } from '@lembur/db'
import { nothingOutside, type Outside } from '../kernel/index.ts'
import type { World } from './index.ts'

/** Somebody whom a service knows, with his password there. */
export type KnownOutside = Vouched & { password: string }

export type TestOutside = {
  company: KnownOutside[]
  directory: KnownOutside[]
  /** Services that answer nothing. */
  down: Set<'company' | 'directory'>
  /** Access tokens that the company takes no more. */
  withdrawn: Set<string>
  /** Names that were asked for, in order. */
  asked: string[]
  /** What is sent to the company while it is asked for somebody again. */
  whileAsking: () => Promise<void>
}

let serial = 0

/** Somebody whom a service knows. */
export const someone = (values: Partial<KnownOutside> = {}): KnownOutside => {
  const username = values.username ?? `outside.${++serial}`
  return {
    subject: `subject of ${username}`,
    username,
    password: 'rahasia-luar',
    displayName: username.replaceAll('_', ' '),
    email: `${username}@example.com`,
    workerId: null,
    isActive: true,
    role: 'user',
    facts: { groups: ['Production'] },
    ...values,
  }
}

/**
 * Services outside that a test decides about, for the rules of the domain alone; what really speaks to such services is
 * tried against real ones in `packages/providers`. The directory counts once `switchOnDirectory` has set it up.
 */
export function outsideOf(here: World): TestOutside {
  const outside: TestOutside = {
    company: [],
    directory: [],
    down: new Set(),
    withdrawn: new Set(),
    asked: [],
    whileAsking: async () => undefined,
  }
  const no = (why: 'refused' | 'unreachable'): Told<never> => ({ ok: false, why, sentence: `It is ${why}.` })
  const vouched = ({ password: _password, ...who }: KnownOutside): Vouched => who
  const whose = (access: string): Told<{ who: Vouched; tokens: CompanyTokens }> => {
    if (outside.down.has('company')) return no('unreachable')
    const person = outside.company.find(({ subject }) => access === `access of ${subject}`)
    if (!person || outside.withdrawn.has(access)) return no('refused')
    return { ok: true, value: { who: vouched(person), tokens: { access, refresh: 'refresh' } } }
  }
  const ports: Outside = {
    ...nothingOutside,
    portalUrl: 'https://portal.example.com',
    company: {
      async signIn(username, password) {
        outside.asked.push(username)
        if (outside.down.has('company')) return no('unreachable')
        const person = outside.company.find((each) => each.username.toLowerCase() === username.toLowerCase() && each.password === password)
        return person ? whose(`access of ${person.subject}`) : no('refused')
      },
      // As the portal gives it: an access token alone.
      async exchange(token) {
        const told = whose(token)
        return told.ok ? { ok: true, value: { ...told.value, tokens: { access: token, refresh: null } } } : told
      },
      async again({ access }) {
        await outside.whileAsking()
        return whose(access)
      },
    },
    directory: () => ({
      async check(username, password) {
        if (outside.down.has('directory')) return no('unreachable')
        const person = outside.directory.find((each) => each.username === username && each.password === password)
        return person ? { ok: true, value: vouched(person) } : no('refused')
      },
      test: async () => ({ ok: true, value: 'It answers.' }),
    }),
  }
  here.services.outside = ports
  return outside
}

const samples = {
  ldap: { url: 'ldap://127.0.0.1', bindDn: 'cn=reader', baseDn: 'dc=plant' },
  oidc: { label: 'Company', issuer: 'https://accounts.example.com', clientId: 'lembur' },
  mail: { host: 'mail.example.com', from: 'lembur@example.com' },
} as const

/** Sets a connection up and switches it on, with settings that mean nothing unless `settings` says otherwise. */
export async function switchOn(
  here: World,
  kind: keyof typeof samples,
  settings: object = {},
  secretSealed: string | null = null,
): Promise<void> {
  const { id } = here.plant.organization
  const stored = connectionSettings[kind].parse({ ...samples[kind], ...settings })
  await here.test.database.transaction({ organizationId: id }, ({ sql }) =>
    sql`
      insert into connection (organization_id, id, kind, is_enabled, settings, secret_sealed)
      values (${id}, ${newId()}, ${kind}, true, ${sql.json(stored as never)}, ${secretSealed})
      on conflict (organization_id, kind) do update set is_enabled = true, settings = excluded.settings, secret_sealed = excluded.secret_sealed`.execute(),
  )
}

/** Switches a connection off. */
export async function switchOff(here: World, kind: keyof typeof samples): Promise<void> {
  const { id } = here.plant.organization
  await here.test.database.transaction({ organizationId: id }, ({ sql }) => sql`delete from connection where kind = ${kind}`.execute())
}
