import type { PolicyLayer, PolicyPatch } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { localDay } from './clock.ts'
import { insertRows, instant } from './rows.ts'

const day = 86_400_000

/** What the plant adds to the law: so many hours of overtime in a period, rest days and holidays included. */
const plantRules = (hoursInPeriod: number, documentId: string): PolicyPatch => ({
  sources: {
    plant: {
      article: 'Organisation policy, version 1',
      confidence: 'A',
      url: `/api/v1/regulation-documents/${documentId}/download`,
      note: 'The plant plans with less than the law allows.',
    },
  },
  caps: {
    'PLANT.PERIOD': {
      title: `At most ${hoursInPeriod} hours in a period`,
      window: 'period',
      counts: ['overtime', 'rest_day', 'holiday'],
      limit: hoursInPeriod * 60,
      severity: 'warning',
      source: 'plant',
    },
  },
})

/** The law, and on it the plant's own rule of 72 hours; the draft says 60, and a meal from three hours on. */
const layersOf = (documentId: string): { current: PolicyLayer; draft: PolicyLayer } => ({
  current: { extends: { pack: 'ID' }, patch: plantRules(72, documentId) },
  draft: {
    extends: { pack: 'ID' },
    patch: {
      ...plantRules(60, documentId),
      obligations: { 'PLANT.MEAL': { text: 'a warm meal', classes: ['overtime'], atLeastMinutes: 180, source: 'plant' } },
    },
  },
})

/** The plant's policy: a version that held from the day it was entered (`since`, in milliseconds), for everybody, and a draft. `documentId` is its PDF. */
export async function storeOvertimePolicy(
  tx: Tx,
  key: () => { organization_id: string; id: string },
  since: number,
  publisherId: string,
  documentId: string,
): Promise<void> {
  const at = instant(since)
  const layers = layersOf(documentId)
  const stamps = { created_at: at, updated_at: at }
  const policy = {
    ...key(),
    name: 'Batam plant',
    description: 'The law, and what the plant has agreed on top of it.',
    version: 1,
    ...stamps,
  }
  const effectiveFrom = localDay(since)
  const drafted = instant(since + 30 * day)
  await insertRows(tx, 'policy', [policy])
  await insertRows(tx, 'policy_version', [
    {
      ...key(),
      policy_id: policy.id,
      number: 1,
      state: 'published',
      layer: layers.current,
      note: 'As agreed with the works council.',
      effective_from: effectiveFrom,
      published_at: at,
      published_by_id: publisherId,
      version: 2,
      ...stamps,
    },
    {
      ...key(),
      policy_id: policy.id,
      number: 2,
      state: 'draft',
      layer: layers.draft,
      note: 'Sixty hours: to be tried over the last periods first.',
      effective_from: null,
      published_at: null,
      published_by_id: null,
      version: 1,
      created_at: drafted,
      updated_at: drafted,
    },
  ])
  await insertRows(tx, 'policy_assignment', [
    {
      ...key(),
      scope: 'organisation',
      department_id: null,
      employee_id: null,
      policy_id: policy.id,
      effective_from: effectiveFrom,
      version: 1,
      ...stamps,
    },
  ])
}
