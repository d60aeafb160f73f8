import { DomainError } from '@lembur/domain/kernel'
import type { FastifyInstance } from 'fastify'

/** Characters of an address with its query; the client keeps to 2,000. */
const longestAddress = 8000

/** What a page may load: everything from here. Styles may be inline, since the interface's parts set them at run time. */
const contentPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Browsers come over TLS alone from now on, for a year; said only where they did. */
const strictTransport = 'max-age=31536000'

/** A host that may stand in a policy; anything else is left out. */
const plainHost = /^[\w.:[\]-]+$/

/** Addresses that answer with what is stored, not with the client. */
const answers = /^\/(api|trpc)\//

/** Every answer carries these, with its request's id and the seconds it took. An address that is too long goes no further. */
export function addHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    // Older Safari does not count the socket of the same host as 'self'.
    const socket = plainHost.test(request.host) ? `ws://${request.host} wss://${request.host}` : ''
    reply.headers({
      ...headers,
      'Content-Security-Policy': [...contentPolicy, `connect-src 'self' ${socket}`.trim()].join('; '),
      'X-Request-Id': request.id,
      ...(request.protocol === 'https' ? { 'Strict-Transport-Security': strictTransport } : {}),
    })
    if (request.url.length > longestAddress) throw new DomainError('invalid', 'input.too_long', { mostCharacters: longestAddress })
  })
  app.addHook('onSend', async (request, reply) => {
    // On a shared computer nothing of what somebody was told stays behind, unless a route says that it may.
    if (answers.test(request.url) && !reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store')
    reply.header('X-Request-Time', `${(reply.elapsedTime / 1000).toFixed(4)}s`)
  })
}
