import type { ApiContext } from '@lembur/api'
import { isPersonalToken } from '@lembur/domain/identity'
import { DomainError } from '@lembur/domain/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuseCrossOrigin } from './cross-origin.ts'
import type { Serving } from './serving.ts'
import { sessionCookie, sessionCookies } from './session-cookie.ts'

const longestSecret = 200

/** The access token of the Authorization header. */
function bearerOf(request: FastifyRequest): string | null {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? null
}

/**
 * The secrets that came along; a token that was named on purpose goes before the cookie that comes by itself. A personal
 * token never comes by itself.
 */
function secretsOf(request: FastifyRequest): string[] {
  const cookie = request.cookies[sessionCookie]
  const secrets = [bearerOf(request), cookie && isPersonalToken(cookie) ? null : cookie]
  return secrets.filter((secret): secret is string => typeof secret === 'string' && secret.length > 0 && secret.length <= longestSecret)
}

/**
 * How many calls a request makes: a batch names each in the path behind `/trpc/`, with commas between them. The router has
 * decoded it once, and tRPC decodes it once more.
 */
const callsOf = ({ params }: FastifyRequest): number => {
  const { path } = params as { path?: string }
  return path?.split(/,|%2c/i).length ?? 1
}

/** Tells a program when to come back, in whatever form the error itself is sent. */
function waiting(reply: FastifyReply, error: unknown): unknown {
  if (error instanceof DomainError) reply.header('Retry-After', Number(error.details.retryAfterSeconds))
  return error
}

/** Where the asking page is from; only for a write without a token is the browser's word held against the host. */
const pageOf = (request: FastifyRequest): string | null =>
  request.method === 'POST' && bearerOf(request) === null ? (request.headers.origin ?? null) : null

/**
 * Who asks, from where: what procedures and file routes are given. `reply` is null on a socket.
 * @throws DomainError `auth.cross_origin`, `rate.limited`
 */
export async function contextOf(serving: Serving, request: FastifyRequest, reply: FastifyReply | null): Promise<ApiContext> {
  const { services, gate, feed, origins } = serving
  refuseCrossOrigin(request, bearerOf(request) !== null, origins)
  const now = new Date()
  const origin = { requestId: request.id, ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 300) ?? null }
  const secrets = secretsOf(request)
  const cookies = reply && sessionCookies(request, reply)
  const found = secrets[0] ? await gate.sessions.identify(secrets[0], now, reply ? 'using' : 'watching') : null
  if (found?.renewed && found.session.kind === 'remembered' && secrets[0]) cookies?.set(secrets[0], found.session.expiresAt)
  const asking = { userId: found?.session.actor.userId ?? null, ip: request.ip }
  // A socket is counted when it is opened.
  if (reply) await serving.limiter.calls(asking, callsOf(request)).catch((error: unknown) => Promise.reject(waiting(reply, error)))
  const domain = found && { services, actor: found.session.actor, plant: found.session.plant, origin, now }
  if (domain) request.userId = domain.actor.userId
  return {
    gate,
    feed,
    origin,
    now,
    domain,
    session: found?.session ?? null,
    secrets,
    page: pageOf(request),
    cookies,
    overSocket: !reply,
    streams: { open: 0 },
  }
}
