import type { Problem } from '@lembur/contracts/errors'
import { openFeed } from '@lembur/domain/event'
import { openGate } from '@lembur/domain/identity'
import { type Ctx, systemContext } from '@lembur/domain/kernel'
import type { World } from '@lembur/domain/testing'
import { callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server'
import type { ApiContext } from '../context.ts'
import { problemOf } from '../errors.ts'
import type { NamedProcedure } from '../procedures.ts'
import { appRouter } from '../root.ts'

/** How a call ended: tRPC's code and the problem, or `OK` with the answer. */
export type Ended = { code: string; problem?: Problem; answer?: unknown }

export type Edge = {
  /** Calls a procedure in the name of somebody; null: nobody. */
  call(procedure: NamedProcedure, as: Ctx | null, input: unknown): Promise<Ended>
  close(): Promise<void>
}

/** The edge over a test's world, without a server. */
export async function openEdge(here: World): Promise<Edge> {
  const gate = await openGate(here.services)
  const feed = await openFeed(here.services.database, (error) => {
    throw error
  })
  const { origin, now } = await systemContext(here.services, here.plant.organization.id, new Date('2026-06-11T09:42:00Z'))
  return {
    async call({ name, type }, domain, input) {
      const ctx: ApiContext = {
        gate,
        feed,
        origin,
        now,
        domain,
        session: null,
        secrets: [],
        cookies: null,
        overSocket: false,
        streams: { open: 0 },
      }
      const signal = AbortSignal.abort()
      try {
        const answer = await callTRPCProcedure({
          router: appRouter,
          path: name,
          ctx,
          getRawInput: async () => input,
          type,
          signal,
          batchIndex: 0,
        })
        return { code: 'OK', answer }
      } catch (thrown) {
        const error = getTRPCErrorFromUnknown(thrown)
        return { code: error.code, problem: problemOf(error, '') }
      }
    },
    async close() {
      await Promise.all([gate.sessions.close(), feed.close()])
    },
  }
}
