import { type Ctx, DomainError } from '@lembur/domain/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { contextOf } from '../context.ts'
import type { Serving } from '../serving.ts'

/** The context of who asks, for verbs. @throws DomainError `auth.required` */
export async function signedIn(serving: Serving, request: FastifyRequest, reply: FastifyReply): Promise<Ctx> {
  const { domain } = await contextOf(serving, request, reply)
  if (!domain) throw new DomainError('unauthenticated', 'auth.required')
  return domain
}
