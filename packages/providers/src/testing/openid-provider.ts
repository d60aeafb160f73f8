import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OidcSettings } from '@lembur/contracts/connections'
import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import Provider from 'oidc-provider'

export type OpenIdPerson = { sub: string; password: string; claims: Record<string, unknown> }

export type TestOpenIdProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  people: OpenIdPerson[]
  /** Changes what its next tokens say of people, before they are signed; `foreign` signs with a key that is not its own. */
  spoil: ((payload: JWTPayload) => { payload: JWTPayload; foreign?: boolean }) | null
  settings(values?: Partial<OidcSettings>): OidcSettings
  close(): Promise<void>
}

const page = (action: string, wrong: boolean) => `<!doctype html><html lang="en"><title>Sign in to the company</title>
<form method="post" action="${action}">${wrong ? '<p>That is not right.</p>' : ''}
<label>Name <input name="login"></label> <label>Password <input name="password" type="password"></label>
<button>Continue</button></form></html>`

/**
 * A certified provider of OpenID Connect on a free port of 127.0.0.1, with a page that asks for name and password.
 * @param callbacks the addresses to which people may return
 */
export async function startOpenIdProvider(callbacks: string[]): Promise<TestOpenIdProvider> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')])
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [clientId, clientSecret] = ['lembur', 'a secret of this client']

  const provider: Provider = new Provider(issuer, {
    clients: [
      { client_id: clientId, client_secret: clientSecret, redirect_uris: callbacks, token_endpoint_auth_method: 'client_secret_basic' },
    ],
    jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid: 'own', alg: 'RS256', use: 'sig' } as never] },
    cookies: { keys: ['a key for the cookies of a test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups', 'worker_id'], email: ['email', 'email_verified'] },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 600, Session: 600 },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => {
      const person = running.people.find((each) => each.sub === sub)
      return person && { accountId: sub, claims: async () => ({ ...person.claims, sub }) }
    },
    // Nobody is asked whether his own company may know who he is.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/interaction/')) return signInPage(ctx)
    await next()
    if (ctx.path === '/token' && running.spoil && isTokens(ctx.body)) ctx.body.id_token = await spoiled(ctx.body.id_token)
  })

  async function signInPage(ctx: Page): Promise<void> {
    ctx.type = 'html'
    if (ctx.method !== 'POST') {
      ctx.body = page(ctx.path, false)
      return
    }
    const parts: Buffer[] = []
    for await (const part of ctx.req) parts.push(part as Buffer)
    const given = new URLSearchParams(Buffer.concat(parts).toString())
    const person = running.people.find(({ sub, password }) => sub === given.get('login') && password === given.get('password'))
    if (!person) {
      ctx.body = page(ctx.path, true)
      return
    }
    const result = { login: { accountId: person.sub } }
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }))
  }

  async function spoiled(token: string): Promise<string> {
    const { payload, foreign: isForeign = false } = running.spoil!(decodeJwt(token))
    const key: CryptoKey = isForeign ? foreign.privateKey : own.privateKey
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key)
  }

  server.on('request', provider.callback())
  const running: TestOpenIdProvider = {
    issuer,
    clientId,
    clientSecret,
    people: [],
    spoil: null,
    settings: (values = {}) => OidcSettings.parse({ label: 'Company', issuer, clientId, ...values }),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return running
}

/** What the framework under the provider gives for a request. */
type Page = Parameters<Parameters<Provider['use']>[0]>[0]

const isTokens = (body: unknown): body is { id_token: string } =>
  typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string'
