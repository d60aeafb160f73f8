import type { ReportCentre } from '@lembur/contracts/reports'
import { type Ctx, DomainError, type SharePlace } from '../kernel/index.ts'

type ShareStatus = ReportCentre['share']

/** Milliseconds: how long an answer of the share is good for, and how long a reader waits for one. */
const fresh = 15_000
const patience = 2000

type Asked = { at: number; answer: Promise<ShareStatus> }
const asked = new WeakMap<SharePlace, Asked>()

const unasked: ShareStatus = { kind: 'folder', location: '', reachable: null, milliseconds: null, reason: null }

/** Whether the organisation's share is there, asked at most every 15 s; `reachable` is null where it has not answered within 2 s, or nobody asks. */
export async function shareStatus({ services, actor, now }: Ctx): Promise<ShareStatus> {
  try {
    const inUse = await services.shares?.of(actor.organizationId)
    return inUse ? statusOf(inUse.share, now) : unasked
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { ...unasked, kind: 'smbclient', location: 'smb', reachable: false, reason: error.message }
  }
}

function statusOf(share: SharePlace, now: Date): Promise<ShareStatus> {
  const { kind, location } = share
  const last = asked.get(share)
  const answer = last && now.getTime() - last.at < fresh ? last.answer : ask(share)
  if (answer !== last?.answer) asked.set(share, { at: now.getTime(), answer })
  return Promise.race([
    answer,
    new Promise<ShareStatus>((resolve) => setTimeout(resolve, patience, { ...unasked, kind, location }).unref()),
  ])
}

async function ask(share: SharePlace): Promise<ShareStatus> {
  const { ok, milliseconds, reason } = await share.ping()
  return { kind: share.kind, location: share.location, reachable: ok, milliseconds, reason: reason ?? null }
}
