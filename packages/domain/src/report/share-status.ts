import type { ReportCentre } from '@lembur/contracts/reports'
import type { Services, SharePlace } from '../kernel/index.ts'

type ShareStatus = ReportCentre['share']

/** Milliseconds: how long an answer of the share is good for, and how long a reader waits for one. */
const fresh = 15_000
const patience = 2000

type Asked = { at: number; answer: Promise<ShareStatus> }
const asked = new WeakMap<SharePlace, Asked>()

/** Whether the share is there, asked at most every 15 s; `reachable` is null where it has not answered within 2 s, or nobody asks. */
export async function shareStatus({ share }: Services, now: Date): Promise<ShareStatus> {
  if (!share) return { kind: 'folder', location: '', reachable: null, milliseconds: null, reason: null }
  const { kind, location } = share
  const last = asked.get(share)
  const answer = last && now.getTime() - last.at < fresh ? last.answer : ask(share)
  if (answer !== last?.answer) asked.set(share, { at: now.getTime(), answer })
  const unknown: ShareStatus = { kind, location, reachable: null, milliseconds: null, reason: null }
  return Promise.race([answer, new Promise<ShareStatus>((resolve) => setTimeout(resolve, patience, unknown).unref())])
}

async function ask(share: SharePlace): Promise<ShareStatus> {
  const { ok, milliseconds, reason } = await share.ping()
  return { kind: share.kind, location: share.location, reachable: ok, milliseconds, reason: reason ?? null }
}
