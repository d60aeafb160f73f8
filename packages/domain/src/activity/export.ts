import type { Activity, ExportActivities } from '@lembur/contracts/system'
import { assertMay, type Ctx, write } from '../kernel/index.ts'
import { listActivities } from './list.ts'

/**
 * Every entry of a filter, the newest first, page by page: memory stays flat and no transaction is held while a slow reader
 * takes his file. Errors: `permission.denied`.
 */
export async function* exportActivities(ctx: Ctx, filter: ExportActivities): AsyncGenerator<Activity> {
  let cursor: string | undefined
  do {
    const page = await listActivities(ctx, { ...filter, page: 1, pageSize: 500, cursor })
    yield* page.results
    cursor = page.nextCursor ?? undefined
  } while (cursor)
}

/** Notes who takes the log away as a file, and which part of it. Errors: `permission.denied`. */
export async function noteActivityExport(ctx: Ctx, filter: ExportActivities & { format: string }): Promise<void> {
  assertMay(ctx.actor, 'activity.read')
  const after = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  await write(ctx, 'activity.export', async () => ({ subject: { type: 'activity', id: null, label: null }, before: null, after }))
}
