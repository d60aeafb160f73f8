import type { Role } from './access.ts'
import type { LdapSettings, MailSettings, OidcSettings } from './connections.ts'

/** What a service beyond the plant answered, or why it did not; `sentence` is for an administrator and for the log. */
export type Told<Value> = { ok: true; value: Value } | { ok: false; why: 'refused' | 'unreachable' | 'misconfigured'; sentence: string }

/** What a service vouches for: who somebody is. */
export type Vouched = {
  /** The service's own key of him; never changes. */
  subject: string
  username: string
  displayName: string
  email: string | null
  workerId: string | null
  /** False where the service itself has deactivated him. */
  isActive: boolean
  /** What the service's groups come to by the map of the connection; null: it says nothing. */
  role: Role | null
  /** What else it says of him; kept beside him, and no right comes of it. */
  facts: Record<string, unknown>
}

export type CompanyTokens = { access: string; refresh: string | null }
export type CompanyAnswer = Told<{ who: Vouched; tokens: CompanyTokens }>

/** The company's own sign-in service (§7.1). */
export type CompanyService = {
  /** Name and password; `refused` where they are wrong. */
  signIn(username: string, password: string): Promise<CompanyAnswer>
  /** A token that a sibling portal has given the browser; `refused` where it is not good. */
  exchange(token: string): Promise<CompanyAnswer>
  /** What it says of somebody now, with tokens from before; `refused` where it takes them no more. */
  again(tokens: CompanyTokens): Promise<CompanyAnswer>
}

/** A directory that checks a password by binding with it. */
export type Directory = {
  check(username: string, password: string): Promise<Told<Vouched>>
  test(): Promise<Told<string>>
}

/** What is kept between sending somebody to the provider and his return. */
export type OidcBegun = { state: string; nonce: string; verifier: string }
export type OpenIdProvider = {
  /** Where to send him, and what to keep. `callback` is our own address, to which he returns. */
  begin(callback: string): Promise<Told<{ url: string; begun: OidcBegun }>>
  /** Who he is, from the address he returned to. */
  finish(returned: URL, begun: OidcBegun): Promise<Told<Vouched>>
  test(): Promise<Told<string>>
}

export type Mailer = {
  send(mail: { to: string; subject: string; text: string }): Promise<Told<null>>
  test(): Promise<Told<string>>
}

/** Sign-in services, directories and mail; `company` is null where the environment names none. */
export type Providers = {
  company: CompanyService | null
  /** Where a browser without a token of the sibling portal is sent; null: nowhere. */
  portalUrl: string | null
  directory(settings: LdapSettings, bindPassword: string): Directory
  openId(settings: OidcSettings, clientSecret: string): OpenIdProvider
  mailer(settings: MailSettings, password: string): Mailer
}
