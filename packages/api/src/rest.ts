import { callTRPCProcedure } from '@trpc/server'
import { z } from 'zod'
import type { ApiContext } from './context.ts'
import { procedures } from './procedures.ts'
import { readQuery } from './rest-query.ts'
import { appRouter } from './root.ts'

/** What a REST request brings besides its context; `params` are the parts of its path and win over the rest. */
export type RestInput = { params: Record<string, string>; query: Record<string, unknown>; body: unknown; signal: AbortSignal }

/** One procedure as REST serves it, under `/api`. */
export type RestOperation = {
  /** "overtime.list" */
  name: string
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** With its parameters in braces: "/v1/overtime-requests/{id}". */
  path: string
  /** 201 where something is made, else 200; an answer of null is sent as 204. */
  status: 200 | 201
  run(ctx: ApiContext, input: RestInput): Promise<unknown>
}

const isObject = z.record(z.string(), z.unknown())

/** Every procedure with a REST side. A POST to a path that GET lists makes one of what is listed there. */
export function restOperations(): RestOperation[] {
  const found = procedures().flatMap(({ meta, ...procedure }) => (meta.openapi ? [{ ...procedure, ...meta.openapi }] : []))
  const listed = new Set(found.filter(({ method }) => method === 'GET').map(({ path }) => path))
  return found.map(({ name, type, input, method, path }) => {
    const readsBody = method !== 'GET' && method !== 'DELETE'
    return {
      name,
      method,
      path,
      status: method === 'POST' && listed.has(path) ? 201 : 200,
      run: (ctx, { params, query, body, signal }) => {
        const given = readsBody ? (body ?? {}) : readQuery(input, query)
        // A body that is no object is left as it is, for the schema to refuse.
        const fields = isObject.safeParse(given)
        const raw = fields.success ? { ...fields.data, ...params } : given
        return callTRPCProcedure({
          router: appRouter,
          path: name,
          ctx,
          getRawInput: async () => (input ? raw : undefined),
          type,
          signal,
          batchIndex: 0,
        })
      },
    }
  })
}
