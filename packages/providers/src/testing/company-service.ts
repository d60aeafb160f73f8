import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'

/** What the service is to do wrong; `null`: nothing. */
export type Trouble = 'slow' | 'error' | 'malformed' | 'wrong-shape' | 'too-long' | 'elsewhere' | null

export type CompanyPerson = {
  id: number
  username: string
  password: string
  email?: string
  workerId?: string | null
  isActive?: boolean
  isStaff?: boolean
  isSuperuser?: boolean
  isPtbAdmin?: boolean
}

type TokenOptions = { secondsLeft?: number; type?: 'access' | 'refresh'; userId?: number; foreign?: boolean }

export type CompanyTestService = {
  url: string
  jwksUrl: string
  /** What tokens are signed with where `signing` is "secret". */
  secret: string
  people: CompanyPerson[]
  /** What goes wrong from now on, at every call or at those whose path begins so. */
  trouble: { kind: Trouble; at: string }
  /** Tokens that it takes no more, as if they had been withdrawn. */
  withdrawn: Set<string>
  /** It tells the account to a refresh token too. */
  isCareless: boolean
  /** Whose account it tells the holder of a token: his own, unless a test confuses it. */
  accountOf: (holder: CompanyPerson) => CompanyPerson
  /** What was asked, in order: "POST /api/user/token/". */
  calls: string[]
  tokenOf(person: CompanyPerson, options?: TokenOptions): Promise<string>
  close(): Promise<void>
}

const issuing = { access: 300, refresh: 86_400 } as const

/** The company's sign-in service as the product knows it: a real server that speaks the four calls, and every fault. */
export async function startCompanyService({ signing = 'keys' }: { signing?: 'keys' | 'secret' } = {}): Promise<CompanyTestService> {
  const keys = await generateKeyPair('RS256')
  const foreign = await generateKeyPair('RS256')
  const secret = 'a secret of the company, of at least 32 bytes'
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'company', alg: 'RS256', use: 'sig' }
  const shared = (text: string) => new TextEncoder().encode(text)
  const signers: Record<'own' | 'foreign', CryptoKey | Uint8Array> =
    signing === 'keys'
      ? { own: keys.privateKey, foreign: foreign.privateKey }
      : { own: shared(secret), foreign: shared(secret.toUpperCase()) }
  const verifier = signing === 'keys' ? keys.publicKey : shared(secret)

  const tokenOf: CompanyTestService['tokenOf'] = async (person, options = {}) => {
    const { type = 'access', secondsLeft = issuing[type], userId = person.id } = options
    const until = Math.floor(Date.now() / 1000) + secondsLeft
    return new SignJWT({ token_type: type, user_id: userId, jti: crypto.randomUUID() })
      .setProtectedHeader(signing === 'keys' ? { alg: 'RS256', kid: 'company' } : { alg: 'HS256' })
      .setIssuedAt(until - issuing[type])
      .setExpirationTime(until)
      .sign(options.foreign ? signers.foreign : signers.own)
  }

  /** The person whose token this is; null where it is not good. */
  const holderOf = async (token: string, type: 'access' | 'refresh') => {
    try {
      // One overload takes keys, the other bytes.
      const { payload } = await (verifier instanceof Uint8Array ? jwtVerify(token, verifier) : jwtVerify(token, verifier))
      const isGood = (payload.token_type === type || service.isCareless) && !service.withdrawn.has(token)
      return (isGood && service.people.find(({ id }) => id === payload.user_id)) || null
    } catch {
      return null
    }
  }

  const answer = async (path: string, body: Record<string, string>, bearer: string): Promise<{ status: number; json: unknown }> => {
    const no = { status: 401, json: { detail: 'No active account found with the given credentials' } }
    if (path === '/jwks.json') return { status: 200, json: { keys: [jwk] } }
    if (path === '/api/user/token/') {
      const person = service.people.find(({ username }) => username.toLowerCase() === body.username?.toLowerCase())
      if (!person || person.password !== body.password) return no
      return { status: 200, json: { access: await tokenOf(person), refresh: await tokenOf(person, { type: 'refresh' }) } }
    }
    if (path === '/api/user/token/refresh/') {
      const person = await holderOf(body.refresh ?? '', 'refresh')
      return person ? { status: 200, json: { access: await tokenOf(person) } } : no
    }
    if (path === '/api/user/token/verify') return (await holderOf(body.token ?? '', 'access')) ? { status: 200, json: {} } : no
    const person = path === '/api/user/account/info' ? await holderOf(bearer, 'access') : null
    return person ? { status: 200, json: accountOf(service.accountOf(person)) } : no
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/'
    service.calls.push(`${request.method} ${path}`)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { kind, at } = service.trouble
    const trouble = path.startsWith(at) ? kind : null
    // Whoever waits goes away by himself; the connection is cut when the service closes.
    if (trouble === 'slow') return
    if (trouble === 'elsewhere') return void response.writeHead(302, { location: '/elsewhere' }).end()
    const body = parts.length > 0 ? (JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>) : {}
    const bearer = (request.headers.authorization ?? '').replace(/^Bearer /, '')
    const { status, json } = await answer(path, body, bearer)
    response.writeHead(trouble === 'error' ? 500 : status, { 'content-type': 'application/json' })
    response.end(spoiled(trouble, JSON.stringify(json)))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const service: CompanyTestService = {
    url,
    jwksUrl: `${url}/jwks.json`,
    secret,
    people: [],
    trouble: { kind: null, at: '/' },
    withdrawn: new Set(),
    isCareless: false,
    accountOf: (holder) => holder,
    calls: [],
    tokenOf,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return service
}

function spoiled(trouble: Trouble, text: string): string {
  if (trouble === 'error') return '<h1>Server Error (500)</h1>'
  if (trouble === 'malformed') return text.slice(0, -5)
  if (trouble === 'wrong-shape') return JSON.stringify({ id: null, access: 7, username: '' })
  return trouble === 'too-long' ? `${text}${' '.repeat(2 * 1024 * 1024)}` : text
}

const accountOf = (person: CompanyPerson) => ({
  id: person.id,
  username: person.username,
  email: person.email ?? '',
  first_name: 'Some',
  last_name: 'Body',
  is_active: person.isActive ?? true,
  is_superuser: person.isSuperuser ?? false,
  is_staff: person.isStaff ?? false,
  date_joined: '2024-01-08T02:00:00Z',
  last_login: null,
  perm_all: [],
  permissions: [],
  user_permissions: [],
  groups_name: ['Production'],
  models_perm: {},
  employee_info: person.workerId === undefined ? null : { worker_id: person.workerId, is_ptb_admin: person.isPtbAdmin ?? false },
})
