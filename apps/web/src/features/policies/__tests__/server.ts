import type { Policy, PolicyDescription, PolicyVersion } from '@lembur/contracts/policies'
import type { PolicyLayer } from '@lembur/contracts/policy'
import type { TrialDetail, TrialRow } from '@lembur/contracts/trials'
import { compile } from '@lembur/rules/policy/compile'
import { resolveLayer } from '@lembur/rules/policy/layers'
import { packs } from '@lembur/rules/policy/packs'
import { PolicyProblem } from '@lembur/rules/policy/problem'
import { sentencesOf } from '@lembur/rules/policy/sentences'

const id = (end: number) => `01890000-0000-7000-8000-0000000010${String(end).padStart(2, '0')}`
export const policyId = id(1)
export const draftId = id(2)
const at = '2026-06-10T02:00:00.000Z'

export const aPolicy = (changes: Partial<Policy> = {}): Policy => ({
  id: policyId,
  name: 'Batam plant',
  description: '',
  draft: { id: draftId, number: 2, effectiveFrom: null, updatedAt: at },
  inForce: { id: id(3), number: 1, effectiveFrom: '2026-01-01', updatedAt: at },
  next: null,
  versions: 2,
  assignments: 1,
  version: 1,
  createdAt: at,
  updatedAt: at,
  ...changes,
})

export const aDraft = (changes: Partial<PolicyVersion> = {}): PolicyVersion => ({
  id: draftId,
  policyId,
  policyName: 'Batam plant',
  number: 2,
  state: 'draft',
  layer: { extends: { pack: 'ID' }, patch: {} },
  note: '',
  effectiveFrom: null,
  publishedAt: null,
  publishedByName: null,
  version: 3,
  createdAt: at,
  updatedAt: at,
  ...changes,
})

/** A layer read by the rules themselves, as the server reads it. */
export function described(layer: PolicyLayer, date = '2026-06-11'): PolicyDescription {
  try {
    const document = resolveLayer(layer, date)
    compile(document)
    return { date, document, sentences: sentencesOf(document), layers: [], problems: [] }
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    return {
      date,
      document: null,
      sentences: [],
      layers: [],
      problems: error.problems.map(({ path, code }) => ({ path: `layer.${path}`, code, message: code })),
    }
  }
}

/** What a page of one policy asks for; a test says otherwise where it means to. */
export const procedures = {
  'policy.get': () => aPolicy(),
  'policy.version': () => aDraft(),
  'policy.versions': () => ({ results: [aDraft()], count: 1, countIsMinimum: false, next: null, previous: null, nextCursor: null }),
  'policy.packs': () => ({ results: packs() }),
  'policy.list': () => ({ results: [aPolicy()], count: 1, countIsMinimum: false, next: null, previous: null, nextCursor: null }),
  'policy.preview': (input: unknown) => described((input as { layer: PolicyLayer }).layer),
  'policy.describe': (input: unknown) => {
    const { pack, packVersion } = input as { pack?: string; packVersion?: string }
    return described({ extends: { pack: pack ?? 'ID', ...(packVersion ? { version: packVersion } : {}) }, patch: {} })
  },
}

const figures = {
  people: 84,
  peopleAffected: 12,
  requests: 270,
  workedMinutes: 60_000,
  payableHours: { before: '1484.50', after: '1500.25' },
  violations: [{ code: 'PLANT.CAP_1', before: 0, after: 7 }],
}
export const aTrial = (changes: Partial<TrialRow> = {}): TrialRow => ({
  id: id(9),
  policyId,
  policyName: 'Batam plant',
  versionNumber: 2,
  wasDraft: true,
  state: 'done',
  periods: 3,
  firstDate: '2026-02-26',
  lastDate: '2026-05-25',
  withWages: false,
  reach: 'everyone',
  peopleDone: 84,
  peopleTotal: 84,
  problem: null,
  requestedByName: 'Dewi Lestari',
  createdAt: at,
  startedAt: at,
  finishedAt: at,
  total: figures,
  can: { cancel: false, resume: false, remove: true },
  ...changes,
})
export const aTrialDetail = (changes: Partial<TrialDetail> = {}): TrialDetail => ({
  ...aTrial(),
  layer: { extends: { pack: 'ID' }, patch: {} },
  departments: [{ ...figures, departmentId: id(20), departmentCode: 'QA', departmentName: 'Quality' }],
  people: [
    {
      employeeId: id(30),
      employeeWorkerId: 'MW2200007',
      employeeName: 'Ratna Sari',
      departmentCode: 'QA',
      departmentName: 'Quality',
      payableHours: { before: '50.50', after: '48.00' },
      violations: { before: 0, after: 3 },
    },
  ],
  ...changes,
})
export const pageOf = <Row>(results: Row[]) => ({
  results,
  count: results.length,
  countIsMinimum: false,
  next: null,
  previous: null,
  nextCursor: null,
})
