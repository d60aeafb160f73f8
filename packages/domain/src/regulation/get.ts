import type { Regulation } from '@lembur/contracts/rules'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'

/** One regulation. Errors: `not_found`. */
export const getRegulation = (ctx: Ctx, { id }: { id: string }): Promise<Regulation> => read(ctx, (tx) => loadForReading(ctx, tx, id))
