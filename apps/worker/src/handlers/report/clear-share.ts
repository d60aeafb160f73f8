import { systemContext } from '@lembur/domain/kernel'
import { redeliver, strayReports } from '@lembur/domain/report'
import { organizationIds } from '@lembur/domain/upkeep'
import type { PayloadOf } from '@lembur/jobs'
import { clearShare as job } from '@lembur/jobs/reports'
import type { FileShare } from '@lembur/reports/share/port'
import type { Handler } from '../../handler.ts'

/** How far the clocks of the share and of whoever made the archive may be apart, in milliseconds. */
const apart = 5 * 60_000

/**
 * Takes workbooks off the share that no organisation knows. Only what bears a name of ours and was put there after the data's
 * time: anything older may be another product's. The share is looked at before the data, so what is delivered meanwhile is safe,
 * unless it takes the name of one that goes: that one is delivered again.
 */
export const clearShare: Handler<PayloadOf<typeof job>> = async ({ services, share, now, log }, { since }, run) => {
  const recent = await filesChangedAfter(share, Date.parse(since) - apart)
  const organizations = await organizationIds(services.database)
  const contexts = await Promise.all(organizations.map((id) => systemContext(services, id, now(), run.id)))
  const unknown = await strayReports(contexts, recent)
  const removals = await Promise.allSettled(unknown.map((path) => share.remove(path)))
  if (unknown.length > 0) for (const ctx of contexts) await redeliver(ctx, unknown)
  const removed = unknown.filter((_, index) => removals[index]?.status === 'fulfilled')
  log.info({ job: job.name, jobId: run.id, since, removed }, 'the share was cleared of workbooks that the data does not know')
  // One that somebody has open does not keep the others; the job runs again for it.
  const refused = removals.find((removal) => removal.status === 'rejected')
  if (refused) throw refused.reason
}

/** In the folders of periods: other folders are none of ours, and may have names that cannot be asked for. */
async function filesChangedAfter(share: FileShare, after: number): Promise<string[]> {
  const paths: string[] = []
  for (const folder of await share.list('')) {
    if (!folder.isFolder || !/^[\d_-]+$/.test(folder.name)) continue
    for (const { name, isFolder, changedAt } of await share.list(folder.name)) {
      if (!isFolder && changedAt > after) paths.push(`${folder.name}/${name}`)
    }
  }
  return paths
}
