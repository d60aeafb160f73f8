import type { Employee } from '@lembur/contracts/people'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'

/** One employee. Errors: `not_found`. */
export const getEmployee = (ctx: Ctx, { id }: { id: string }): Promise<Employee> => read(ctx, (tx) => loadForReading(ctx, tx, id))
