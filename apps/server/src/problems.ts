import { problemAndStatus } from '@lembur/api'
import { messages, type Problem } from '@lembur/contracts/errors'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_')

/** What the framework itself refuses, before any procedure: a body that is too large, no JSON, of a foreign type. */
function frameworkProblem(error: FastifyError): { status: number; problem: Problem } | null {
  const { statusCode: status = 500 } = error
  if (status === 413) return { status, problem: { code: 'file.too_large', message: messages['file.too_large'], details: {} } }
  if (status === 415) return { status, problem: { code: 'file.wrong_type', message: messages['file.wrong_type'], details: {} } }
  if (status >= 400 && status < 500) return { status, problem: { code: 'input.invalid', message: error.message, details: {} } }
  return null
}

/** Answers with {code, message, details}. What nobody threw on purpose is logged whole and told as an id. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const known = isFastifyError(error) ? frameworkProblem(error) : null
  const { status, problem } = known ?? problemAndStatus(error, request.id)
  if (problem.code === 'internal') request.log.error({ err: error }, 'unknown error')
  if (problem.code === 'service.unavailable') request.log.error({ err: error }, 'the database does not serve')
  else if (status === 503) request.log.warn({ err: error }, 'a service outside does not serve')
  const wait = problem.details.retryAfterSeconds
  if (typeof wait === 'number') reply.header('Retry-After', wait)
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer')
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(problem))
}

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
}
