import type { Project } from '@lembur/contracts/people'
import { type Ctx, read } from '../kernel/index.ts'
import { loadForReading } from './access.ts'

/** One project. Errors: `not_found`. */
export const getProject = (ctx: Ctx, { id }: { id: string }): Promise<Project> => read(ctx, (tx) => loadForReading(ctx, tx, id))
