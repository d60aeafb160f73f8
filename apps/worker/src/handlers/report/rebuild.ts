import { type Ctx, systemContext } from '@lembur/domain/kernel'
import { buildReport, type ReportKey, recordBuildFailure } from '@lembur/domain/report'
import { buildWorkbook } from '@lembur/reports/build'
import { JobFailure } from '../../failure.ts'
import type { Given, Run } from '../../handler.ts'

/** Builds workbooks one after the other; on the last try the one that cannot be built is marked as failed. */
export async function rebuild(
  { services, now }: Given,
  organizationId: string,
  keysOf: (plant: Ctx['plant']) => ReportKey[],
  run: Run,
): Promise<void> {
  const ctx = await systemContext(services, organizationId, now(), run.id)
  for (const key of keysOf(ctx.plant)) {
    try {
      await buildReport({ ...ctx, now: now() }, key, buildWorkbook)
    } catch (error) {
      if (run.isLast) await recordBuildFailure({ ...ctx, now: now() }, key)
      throw new JobFailure({ kind: key.kind, date: key.range.start }, error)
    }
  }
}
