import type { Role } from '@lembur/contracts/access'
import { createUser } from '@lembur/domain/identity'
import { type World, world } from '@lembur/domain/testing'
import type { FastifyInstance } from 'fastify'
import { buildServer, type ServerOptions } from '../app.ts'

export const password = 'lembur-demo'

/** Somebody who calls: with his token, his cookie, or nothing. */
export type Caller = { access: string; refresh: string; cookie: string; userId: string }

export type Answer = { status: number; body: Json; text: string; headers: Headers }
export type Json = Record<string, unknown> & { code?: string; details?: Record<string, unknown>; results?: Json[] }

export type TestServer = {
  world: World
  app: FastifyInstance
  address: string
  /** Calls an address in somebody's name by his token, unless `headers` says otherwise. `json` is the body of a write. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** A person of this role, signed in; `workerId` makes him an employee of the plant. Each call makes a new one. */
  person(role: Role, workerId?: string): Promise<Caller>
  close(): Promise<void>
}
export type CallOptions = { as?: Caller; json?: unknown; body?: string | FormData; headers?: Record<string, string> }

let serial = 0

/** The real server on a free port, over a plant in a database of its own; it limits nothing unless it is told to. */
export async function startServer(databaseUrl: string, options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const here = await world(databaseUrl)
  const app = await buildServer(here.services, { clientFolder: null, limits: null, ...options })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })

  const call: TestServer['call'] = async (method, path, { as, json, body, headers } = {}) => {
    const response = await fetch(address + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${as.access}` } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? body : JSON.stringify(json),
      redirect: 'manual',
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : {} }
  }

  return {
    world: here,
    app,
    address,
    call,
    async person(role, workerId) {
      const username = `${role}${++serial}`
      await createUser(here.services, { organizationId: here.plant.organization.id, username, password, role, workerId })
      const { body, headers } = await call('POST', '/api/auth/login/local/', { json: { username, password } })
      const user = body.user as { id: string }
      return { access: String(body.access), refresh: String(body.refresh), cookie: cookieOf(headers), userId: user.id }
    },
    async close() {
      await app.close()
      await here.end()
    },
  }
}

/** What a browser would send back of the cookie that an answer sets. */
export const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
