import { keepCookie } from '@lembur/api'
import { finishOpenId, journeyMinutes, openIdCallback, startOpenId } from '@lembur/domain/identity'
import { DomainError } from '@lembur/domain/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { contextOf } from './context.ts'
import type { Serving } from './serving.ts'

/** Holds the secret of a journey to the provider, so that nobody else's browser can end it. */
const journeyCookie = 'lembur_oidc'
const folder = '/api/auth/oidc'

type Wish = { redirect?: unknown; remember?: unknown }

/**
 * The way to the provider of OpenID Connect and back. These are addresses that a browser goes to, so every answer sends it
 * on: to the provider; where he wanted to go; to the next step of signing in; or to the sign-in page with the code of what is
 * in the way.
 */
export async function openIdRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
  const cookieFor = (request: FastifyRequest) =>
    // Lax: it has to come along when the provider sends the browser back.
    ({ httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', path: folder }) as const

  app.get<{ Querystring: Wish }>(`${folder}/start`, async (request, reply) => {
    const { redirect, remember } = request.query
    const wish = {
      origin: `${request.protocol}://${request.host}`,
      redirect: textOf(redirect),
      remember: /^(1|true)$/.test(textOf(remember)),
    }
    reply.header('Cache-Control', 'no-store')
    try {
      const ctx = await contextOf(serving, request, reply)
      const { url, secret } = await startOpenId(ctx.gate, ctx, wish)
      return reply.setCookie(journeyCookie, secret, { ...cookieFor(request), maxAge: journeyMinutes * 60 }).redirect(url)
    } catch (error) {
      return reply.redirect(problemPage(request, error, ''))
    }
  })

  app.get(openIdCallback, async (request, reply) => {
    reply.header('Cache-Control', 'no-store').clearCookie(journeyCookie, cookieFor(request))
    try {
      const ctx = await contextOf(serving, request, reply)
      const secret = request.cookies[journeyCookie] ?? ''
      const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '?'
      const { redirect, outcome } = await finishOpenId(ctx.gate, ctx, secret, query)
      if (outcome instanceof DomainError) return reply.redirect(problemPage(request, outcome, redirect))
      keepCookie(ctx, outcome)
      return reply.redirect(redirect)
    } catch (error) {
      return reply.redirect(problemPage(request, error, ''))
    }
  })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The sign-in page with its next step, or with what was in the way. What nobody threw on purpose is logged, and told as no more than that. */
function problemPage(request: FastifyRequest, error: unknown, redirect: string): string {
  const known = error instanceof DomainError ? error : null
  if (!known) request.log.error({ err: error }, 'unknown error')
  else if (known.cause) request.log.warn({ err: known.cause, code: known.code }, 'a sign-in service did not vouch for somebody')
  const step = /^auth\.(second_factor(?:_setup)?)$/.exec(known?.code ?? '')?.[1]
  const query = new URLSearchParams(
    step
      ? { step, challenge: String(known?.details.challenge) }
      : { problem: known?.code === 'not_found' ? 'connection.not_set' : (known?.code ?? 'internal') },
  )
  if (redirect && redirect !== '/') query.set('redirect', redirect)
  return `/login?${query}`
}
