import type { AnyProcedure } from '@trpc/server'
import type { z } from 'zod'
import { appRouter } from './root.ts'
import type { Meta } from './trpc.ts'

export type NamedProcedure = {
  /** "overtime.list" */
  name: string
  type: 'query' | 'mutation' | 'subscription'
  meta: Meta
  /** Its input; undefined where it takes none. */
  input: z.ZodType | undefined
}

const isProcedure = (value: unknown): value is AnyProcedure => typeof value === 'function' && '_def' in value

/** Every procedure of the product with what it declares; the router's own record is flat, though its type is nested. */
export function procedures(): NamedProcedure[] {
  return Object.entries(appRouter._def.procedures).flatMap(([name, procedure]: [string, unknown]) => {
    if (!isProcedure(procedure)) return []
    const { type, meta, inputs } = procedure._def as AnyProcedure['_def'] & { meta?: Meta; inputs: z.ZodType[] }
    return [{ name, type, meta: meta ?? {}, input: inputs[0] }]
  })
}
