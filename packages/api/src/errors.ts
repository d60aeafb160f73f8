import { type ErrorCode, type FieldError, messages, type Problem } from '@lembur/contracts/errors'
import { DomainError, type ErrorKind, outageOf } from '@lembur/domain/kernel'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { ZodError } from 'zod'

const trpcCodes = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  rule: 'UNPROCESSABLE_CONTENT',
  too_many: 'TOO_MANY_REQUESTS',
  too_large: 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorKind, TRPCError['code']>

/** A domain error as tRPC's own, kept as its cause, and so a database that is away; anything else stays what it is. */
export function asTrpcError(error: unknown): unknown {
  const told = error instanceof DomainError ? error : outageOf(error)
  return told ? new TRPCError({ code: trpcCodes[told.kind], message: told.message, cause: told }) : error
}

const known = (code: string): code is ErrorCode => code in messages

/** Each issue of a refused input, by the path of its field; a code of ours where the schema gave one. */
export const fieldsOf = (error: ZodError): FieldError[] =>
  error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: known(issue.message) ? issue.message : 'field.invalid',
    message: known(issue.message) ? messages[issue.message] : issue.message,
  }))

const transportCodes: Partial<Record<TRPCError['code'], ErrorCode>> = {
  UNAUTHORIZED: 'auth.required',
  FORBIDDEN: 'permission.denied',
  NOT_FOUND: 'not_found',
  TOO_MANY_REQUESTS: 'rate.limited',
  PAYLOAD_TOO_LARGE: 'file.too_large',
}

/** Any error as {code, message, details} with the status that goes with it, for what is not tRPC's own transport. */
export function problemAndStatus(error: unknown, requestId: string): { status: number; problem: Problem } {
  const known = getTRPCErrorFromUnknown(asTrpcError(error))
  return { status: getHTTPStatusCodeFromError(known), problem: problemOf(known, requestId) }
}

/**
 * The one translation of any error into what a client is told: {code, message, details}. An error nobody threw on
 * purpose shows only the id under which the log has it.
 */
export function problemOf(error: TRPCError, requestId: string): Problem {
  if (error.cause instanceof DomainError) return { code: error.cause.code, message: error.cause.message, details: error.cause.details }
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') {
    return { code: 'input.invalid', message: messages['input.invalid'], details: { fields: fieldsOf(error.cause) } }
  }
  const code = transportCodes[error.code]
  if (code) return { code, message: messages[code], details: {} }
  if (error.code !== 'INTERNAL_SERVER_ERROR') return { code: 'input.invalid', message: error.message, details: {} }
  return { code: 'internal', message: messages.internal, details: { errorId: requestId } }
}
