// What the domain asks of services outside (`packages/domain/src/kernel/outside.ts`), said again: this package stands beside the
// domain, not on it. That the two agree is checked where the apps hand these to the domain.
import type { Role } from '@lembur/contracts/access'
import type { LdapSettings, MailSettings, OidcSettings } from '@lembur/contracts/connections'

export type Told<Value> = { ok: true; value: Value } | { ok: false; why: 'refused' | 'unreachable' | 'misconfigured'; sentence: string }

export type Vouched = {
  subject: string
  username: string
  displayName: string
  email: string | null
  workerId: string | null
  isActive: boolean
  role: Role | null
  facts: Record<string, unknown>
}

export type CompanyTokens = { access: string; refresh: string | null }
export type CompanyAnswer = Told<{ who: Vouched; tokens: CompanyTokens }>

export type CompanyService = {
  signIn(username: string, password: string): Promise<CompanyAnswer>
  exchange(token: string): Promise<CompanyAnswer>
  again(tokens: CompanyTokens): Promise<CompanyAnswer>
}

export type Directory = { check(username: string, password: string): Promise<Told<Vouched>>; test(): Promise<Told<string>> }

export type OidcBegun = { state: string; nonce: string; verifier: string }
export type OpenIdProvider = {
  begin(callback: string): Promise<Told<{ url: string; begun: OidcBegun }>>
  finish(returned: URL, begun: OidcBegun): Promise<Told<Vouched>>
  test(): Promise<Told<string>>
}

export type Mailer = { send(mail: { to: string; subject: string; text: string }): Promise<Told<null>>; test(): Promise<Told<string>> }

export type Providers = {
  company: CompanyService | null
  portalUrl: string | null
  directory(settings: LdapSettings, bindPassword: string): Directory
  openId(settings: OidcSettings, clientSecret: string): OpenIdProvider
  mailer(settings: MailSettings, password: string): Mailer
}
