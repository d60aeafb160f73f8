import type { Holiday } from '@lembur/contracts/rules'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'

/** One holiday, on the date it was entered for. Errors: `not_found`. */
export const getHoliday = (ctx: Ctx, { id }: { id: string }): Promise<Holiday> => read(ctx, (tx) => loadForReading(ctx, tx, id))
