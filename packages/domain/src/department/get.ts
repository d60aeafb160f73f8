import type { Department } from '@lembur/contracts/people'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'

/** One department. Errors: `not_found`. */
export const getDepartment = (ctx: Ctx, { id }: { id: string }): Promise<Department> => read(ctx, (tx) => loadForReading(ctx, tx, id))
