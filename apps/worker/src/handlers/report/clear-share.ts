import { type Ctx, type Shares, systemContext } from '@lembur/domain/kernel'
import { redeliver, strayReports } from '@lembur/domain/report'
import { organizationIds } from '@lembur/domain/upkeep'
import type { PayloadOf } from '@lembur/jobs'
import { clearShare as job } from '@lembur/jobs/reports'
import type { FileShare } from '@lembur/reports/share/port'
import type { Handler } from '../../handler.ts'

/** How far the clocks of the share and of whoever made the archive may be apart, in milliseconds. */
const apart = 5 * 60_000

/**
 * Takes workbooks off the shares in use that no organisation knows: of none, since two may reach one place by two names. Only
 * what bears a name of ours and was put there after the data's time: anything older may be another product's. A share is looked at
 * before the data, so what is delivered meanwhile is safe, unless it takes the name of one that goes: that one is delivered again.
 */
export const clearShare: Handler<PayloadOf<typeof job>> = async ({ services, shares, now, log }, { since }, run) => {
  const organizations = await organizationIds(services.database)
  const contexts = await Promise.all(organizations.map((id) => systemContext(services, id, now(), run.id)))
  const places = await placesOf(shares, organizations)
  const cleared = await Promise.allSettled(places.found.map((share) => clear(share, contexts, Date.parse(since) - apart)))
  const removed = cleared.flatMap((result) => (result.status === 'fulfilled' ? result.value.removed : []))
  log.info({ job: job.name, jobId: run.id, since, removed }, 'the share was cleared of workbooks that the data does not know')
  // A share that is away, and a file that somebody has open, do not keep the others; the job runs again for them.
  const refused = [
    ...places.refused,
    ...cleared.flatMap((result) => (result.status === 'rejected' ? [result.reason] : result.value.refused)),
  ]
  if (refused.length > 0) throw refused[0]
}

/** Each place once, and why those that cannot be used cannot. */
async function placesOf(shares: Shares<FileShare>, organizations: string[]): Promise<{ found: FileShare[]; refused: unknown[] }> {
  const results = await Promise.allSettled(organizations.map((id) => shares.of(id)))
  const found = new Map(
    results.flatMap((result) => (result.status === 'fulfilled' ? [[result.value.share.location, result.value.share] as const] : [])),
  )
  return { found: [...found.values()], refused: results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])) }
}

async function clear(share: FileShare, contexts: Ctx[], after: number): Promise<{ removed: string[]; refused: unknown[] }> {
  const unknown = await strayReports(contexts, await filesChangedAfter(share, after))
  const removals = await Promise.allSettled(unknown.map((path) => share.remove(path)))
  if (unknown.length > 0) for (const ctx of contexts) await redeliver(ctx, unknown)
  return {
    removed: unknown.filter((_, index) => removals[index]?.status === 'fulfilled'),
    refused: removals.flatMap((removal) => (removal.status === 'rejected' ? [removal.reason] : [])),
  }
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
