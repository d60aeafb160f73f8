import type { Query, Tx } from '@lembur/db'
import type { Ctx } from './context.ts'

/** A read-only transaction in the actor's organisation. */
export const read = <T>(ctx: Ctx, run: (tx: Tx) => Promise<T>): Promise<T> =>
  ctx.services.database.read({ organizationId: ctx.actor.organizationId }, run)

/** One query in the actor's organisation, in a single flight: half the way of `read`, for whom one query is enough. */
export const readOne = <Rows extends readonly unknown[]>(ctx: Ctx, query: (sql: Tx['sql']) => Query<Rows>): Promise<Rows> =>
  ctx.services.database.readOne(ctx.actor.organizationId, query)
