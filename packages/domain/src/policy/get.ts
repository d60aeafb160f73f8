import type { Policy } from '@lembur/contracts/policies'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'
import { presentedOne } from './row.ts'

/** One policy. Errors: `not_found`, `permission.denied`. */
export const getPolicy = (ctx: Ctx, { id }: { id: string }): Promise<Policy> =>
  read(ctx, async (tx) => presentedOne(ctx, tx, await loadForReading(ctx, tx, id)))
