import { type ErrorCode, type FieldError, messages } from '@lembur/contracts/errors'

export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rule'
  | 'too_many'
  | 'too_large'
  | 'unavailable'

/**
 * The one error the domain throws on purpose. `code` never changes and is what clients translate; `details` says which
 * record or field is in the way. Each transport turns `kind` into its own status, once.
 */
export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly code: ErrorCode
  readonly details: Record<string, unknown>
  constructor(kind: ErrorKind, code: ErrorCode, details: Record<string, unknown> = {}) {
    super(messages[code])
    this.name = 'DomainError'
    this.kind = kind
    this.code = code
    this.details = details
  }
}

/** A row that is not there, or that the reader may not see: the two are never told apart. */
export const notFound = (what: string) => new DomainError('not_found', 'not_found', { what })
export const forbidden = (permission: string) => new DomainError('forbidden', 'permission.denied', { permission })
export const conflict = (code: ErrorCode, details: Record<string, unknown> = {}) => new DomainError('conflict', code, details)
/** A rule of the plant says no, though the input was well formed. */
export const ruleViolation = (code: ErrorCode, details: Record<string, unknown> = {}) => new DomainError('rule', code, details)
/** Input that no schema could refuse by itself; `fields` names each wrong field. */
export const invalid = (fields: FieldError[]) => new DomainError('invalid', 'input.invalid', { fields })

/** One wrong field, with the sentence of its code. */
export const field = (path: string, code: ErrorCode): FieldError => ({ path, code, message: messages[code] })

/** An error and what it wraps, the outermost first. */
function* unwrapped(error: unknown): Generator<Error> {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) yield at
}

/** Seconds after which asking again is worth it. */
const retryAfterSeconds = 5

/** Codes of the driver and of the system for a connection that is not there, and of PostgreSQL for being unable to serve: classes 08 and 53, and shutting down. */
const outage = /^(CONNECTION_|CONNECT_TIMEOUT$|ECONN|EPIPE$|ETIMEDOUT$|08|53|57P0[1-4]$)/

/**
 * What is told where the database cannot be reached or has no room, looking through wrapped errors, with the fault as its
 * cause; null for any other error. Whether a write that was just being committed is stored is not known then: asked again
 * under the same id it is stored once.
 */
export function outageOf(error: unknown): DomainError | null {
  for (const at of unwrapped(error)) {
    if (!('code' in at) || typeof at.code !== 'string' || !outage.test(at.code)) continue
    const told = new DomainError('unavailable', 'service.unavailable', { retryAfterSeconds })
    told.cause = at
    return told
  }
  return null
}

type Constraint = { code?: string; constraint_name?: string }

/** The name of the constraint that Postgres says was broken, looking through wrapped errors; null for any other error. */
export function brokenConstraint(error: unknown): string | null {
  for (const at of unwrapped(error)) {
    const { code, constraint_name } = at as Error & Constraint
    if (code?.startsWith('23') && constraint_name) return constraint_name
  }
  return null
}

/**
 * Turns a broken constraint into the domain's own error. It wraps a whole `write`, because a failed statement has
 * poisoned the transaction by the time it is caught.
 */
export async function translating<T>(
  running: Promise<T>,
  byConstraint: Record<string, () => DomainError | Promise<DomainError>>,
): Promise<T> {
  try {
    return await running
  } catch (error) {
    const name = brokenConstraint(error)
    const translate = name ? byConstraint[name] : undefined
    throw translate ? await translate() : error
  }
}
