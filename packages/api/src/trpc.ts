import type { Permission } from '@lembur/contracts/access'
import { assertMay, DomainError, invalid } from '@lembur/domain/kernel'
import { initTRPC, TRPCError } from '@trpc/server'
import type { OpenApiMeta } from 'trpc-to-openapi'
import type { ApiContext } from './context.ts'
import { asTrpcError, problemOf } from './errors.ts'
import { unstorable } from './text.ts'

/** `access` is what the permission matrix test reads: everyone, anyone signed in, in person, or who holds a permission. */
export type Meta = OpenApiMeta & { access?: 'everyone' | 'signed-in' | 'in-person' | Permission }

const t = initTRPC
  .context<ApiContext>()
  .meta<Meta>()
  .create({
    // Streams run over sockets alone, which are counted and closed when their session is over.
    sse: { enabled: false },
    // No transformer: instants cross as ISO text, which every client can read (speed: docs/decisions/0004).
    errorFormatter: ({ shape, error, ctx }) => {
      const problem = problemOf(error, ctx?.origin.requestId ?? '')
      return {
        ...shape,
        message: problem.message,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, problem },
      }
    },
  })

export const { router, mergeRouters, createCallerFactory } = t

/** Errors of queries and mutations are translated here, once; a stream throws later and is translated in `live.ts`. */
const translated = t.middleware(async ({ next }) => {
  const result = await next()
  if (result.ok) return result
  const cause = result.error.cause
  const error = asTrpcError(cause)
  if (error !== cause) throw error
  return result
})

/** A socket's context was made when it was opened: it carries streams, which look up their session themselves, and nothing else. */
const noCallsOverSocket = t.middleware(({ ctx, type, next }) => {
  if (ctx.overSocket && type !== 'subscription') throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: 'Call this over HTTP.' })
  return next()
})

/** Before any schema, so that none can forget it. */
const storable = t.middleware(async ({ getRawInput, next }) => {
  const fields = unstorable(await getRawInput())
  if (fields.length > 0) throw asTrpcError(invalid(fields))
  return next()
})

const procedure = t.procedure.use(noCallsOverSocket).use(translated).use(storable)

/** For everyone: signing in, branding, health. */
export const everyone = procedure.meta({ access: 'everyone' })

/** For anyone who has signed in; `ctx.domain` is his context for verbs. */
export const signedIn = procedure.meta({ access: 'signed-in' }).use(({ ctx, next }) => {
  if (!ctx.domain) throw asTrpcError(new DomainError('unauthenticated', 'auth.required'))
  return next({ ctx: { ...ctx, domain: ctx.domain } })
})

/** For who holds a permission over anything at all; the domain then asks how far it reaches. */
export const can = (permission: Permission) =>
  signedIn.meta({ access: permission }).use(({ ctx, next }) => {
    assertMay(ctx.domain.actor, permission)
    return next()
  })

/** For who has signed in himself, in a browser or for tokens; a personal token makes no further keys of its owner's house. */
export const inPerson = signedIn.meta({ access: 'in-person' }).use(({ ctx, next }) => {
  const { session, domain } = ctx
  if (!session || session.kind === 'personal' || domain.actor.tokenScopes) throw asTrpcError(new DomainError('forbidden', 'auth.in_person'))
  return next({ ctx: { ...ctx, session } })
})

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The REST side of a procedure, under `/api`. */
export const rest = (method: Method, path: `/${string}`, tag: string, summary: string): Meta => ({
  openapi: { method, path, tags: [tag], summary, protect: true },
})

/** The REST side of a procedure for everyone. */
export const openRest = (method: Method, path: `/${string}`, tag: string, summary: string): Meta => ({
  openapi: { method, path, tags: [tag], summary, protect: false },
})
