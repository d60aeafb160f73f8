import type { Problem } from '@lembur/contracts/errors'
import { openFeed } from '@lembur/domain/event'
import { openGate, type Session } from '@lembur/domain/identity'
import { type Ctx, systemContext } from '@lembur/domain/kernel'
import type { World } from '@lembur/domain/testing'
import { callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server'
import type { ApiContext } from '../context.ts'
import { problemOf } from '../errors.ts'
import type { NamedProcedure } from '../procedures.ts'
import type { RestOperation } from '../rest.ts'
import { appRouter } from '../root.ts'

/** How a call ended: tRPC's code and the problem, or `OK` with the answer. */
export type Ended = { code: string; problem?: Problem; answer?: unknown }

export type Edge = {
  /** What somebody's request brings to a procedure. */
  contextOf(domain: Ctx | null): ApiContext
  /** Calls a procedure in the name of somebody; null: nobody. His session is a browser's, whose sign-in has the id of his user. */
  call(procedure: NamedProcedure, as: Ctx | null, input: unknown): Promise<Ended>
  /** The same by its REST side: the input goes into path, query or body as a program would send it. */
  rest(operation: RestOperation, as: Ctx | null, input: object): Promise<Ended>
  close(): Promise<void>
}

/** The edge over a test's world, without a server. */
export async function openEdge(here: World): Promise<Edge> {
  const gate = await openGate(here.services)
  const feed = await openFeed(here.services.database, (error) => {
    throw error
  })
  const { origin, now } = await systemContext(here.services, here.plant.organization.id, new Date('2026-06-11T09:42:00Z'))
  const contextOf = (domain: Ctx | null): ApiContext => ({
    gate,
    feed,
    origin,
    now,
    domain,
    session: domain && sessionOf(domain),
    secrets: [],
    page: null,
    cookies: null,
    overSocket: false,
    streams: { open: 0 },
  })
  return {
    contextOf,
    call: ({ name, type }, domain, input) =>
      ended(() =>
        callTRPCProcedure({
          router: appRouter,
          path: name,
          ctx: contextOf(domain),
          getRawInput: async () => input,
          type,
          signal: AbortSignal.abort(),
          batchIndex: 0,
        }),
      ),
    rest({ method, path, run }, domain, input) {
      const given = Object.entries(input)
      const inPath = (name: string) => path.includes(`{${name}}`)
      const params = Object.fromEntries(given.flatMap(([name, value]) => (inPath(name) ? [[name, String(value)]] : [])))
      const rest = given.filter(([name]) => !inPath(name))
      const isQuery = method === 'GET' || method === 'DELETE'
      const query = isQuery ? Object.fromEntries(rest.map(([name, value]) => [name, String(value)])) : {}
      const body = isQuery ? undefined : Object.fromEntries(rest)
      return ended(() => run(contextOf(domain), { params, query, body, signal: AbortSignal.abort() }))
    },
    async close() {
      await Promise.all([gate.sessions.close(), feed.close()])
    },
  }
}

const sessionOf = ({ actor, plant, now }: Ctx): Session => ({
  id: actor.userId,
  kind: 'browser',
  familyId: actor.userId,
  expiresAt: new Date(now.getTime() + 3_600_000),
  actor,
  plant,
})

async function ended(calling: () => Promise<unknown>): Promise<Ended> {
  try {
    return { code: 'OK', answer: await calling() }
  } catch (thrown) {
    const error = getTRPCErrorFromUnknown(thrown)
    return { code: error.code, problem: problemOf(error, '') }
  }
}
