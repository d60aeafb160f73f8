import type { Ladder } from '@lembur/contracts/explain'
import { newId, type Statement, type Tx } from '@lembur/db'
import type { CountedRequest } from '@lembur/rules/policy/requests'
import type { Ctx } from '../kernel/index.ts'

/**
 * What is kept of a decision for ever: the ladder as it was read then, and the requests of the date that were judged together,
 * so that money, which is sealed elsewhere and never kept here, can be worked out of the same hours.
 */
export type Kept = { ladder: Ladder; requests: CountedRequest[] }

/** A kept explanation, with the version that its decision made of the request. */
export type KeptRow = Kept & { decision: number; storedAt: string }

/** Keeps an explanation with the decision it belongs to. */
export const keep = (
  { actor, now }: Ctx,
  { sql }: Tx,
  { id, version }: { id: string; version: number },
  { ladder, requests }: Kept,
): Statement => sql`
  insert into overtime_explanation (organization_id, id, request_id, request_version, policy_version_id, policy_title, explanation, created_at)
  values (${actor.organizationId}, ${newId()}, ${id}, ${version}, ${ladder.policy.versionId}, ${ladder.policy.title},
    ${sql.json({ ladder, requests } as never)}, ${now})`

/** What was kept of a request, the newest decision first. Started, not awaited: it joins a flight. */
export const keptOf = ({ sql }: Tx, requestId: string): Promise<KeptRow[]> =>
  sql<(Omit<KeptRow, keyof Kept> & { explanation: Kept })[]>`
    select request_version as decision, created_at as "storedAt", explanation from overtime_explanation
    where request_id = ${requestId} order by request_version desc limit 50`.then((rows) =>
    rows.map(({ explanation, ...row }) => ({ ...row, ...explanation })),
  )
