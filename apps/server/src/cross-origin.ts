import { DomainError } from '@lembur/domain/kernel'
import type { FastifyRequest } from 'fastify'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a browser sends from another site: writes, and the handshake of a socket. A token in the Authorization
 * header comes from no browser by itself and is let through, as is a program that names no origin.
 * @throws DomainError `auth.cross_origin`
 */
export function refuseCrossOrigin(request: FastifyRequest, hasToken: boolean, allowed: string[]): void {
  if ((reading.has(request.method) && !request.ws) || hasToken) return
  const { origin, 'sec-fetch-site': site } = request.headers
  const ours = origin === undefined ? site === undefined || site === 'same-origin' || site === 'none' : isOurs(origin, request, allowed)
  if (!ours) throw new DomainError('forbidden', 'auth.cross_origin', { origin: origin ?? null })
}

function isOurs(origin: string, request: FastifyRequest, allowed: string[]): boolean {
  return allowed.includes(origin) || (URL.canParse(origin) && new URL(origin).host === request.host)
}
