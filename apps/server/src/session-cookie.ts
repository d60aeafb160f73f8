import type { SessionCookies } from '@lembur/api'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const sessionCookie = 'lembur_session'

/** Sets the session cookie of an answer: out of reach of scripts, not sent along from other sites, only over TLS where there is TLS. */
export function sessionCookies(request: FastifyRequest, reply: FastifyReply): SessionCookies {
  const attributes = { httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', path: '/' } as const
  return {
    set: (secret, expiresAt) => {
      reply.setCookie(sessionCookie, secret, expiresAt ? { ...attributes, expires: expiresAt } : attributes)
    },
    clear: () => {
      reply.clearCookie(sessionCookie, attributes)
    },
  }
}
