import { z } from 'zod'
import { Id } from './ids.ts'
import { listOf, Paging } from './paging.ts'
import { PolicyLayer } from './policy.ts'
import { Instant, Minutes, WorkDate } from './time.ts'

/** A what-if: a draft policy replayed over past periods. */
export const trialStates = ['queued', 'running', 'done', 'cancelled', 'failed'] as const
export const TrialState = z.enum(trialStates)
export type TrialState = z.infer<typeof TrialState>

/** Whose work is replayed: that of the people whom the policy is assigned to, or everybody's. */
export const trialReaches = ['assigned', 'everyone'] as const
export const TrialReach = z.enum(trialReaches)
export type TrialReach = z.infer<typeof TrialReach>

/** Tries the draft of a policy, or its newest version where there is no draft, over the last periods that are over. */
export const StartTrial = z.object({
  policyId: Id,
  periods: z.coerce.number().int().min(1).max(12),
  /** Money too: only for who may read everybody's wages. */
  withWages: z.boolean().default(false),
  /** Left out: the people whom the policy is assigned to, and everybody where it is assigned to nobody yet. */
  reach: TrialReach.optional(),
})
export type StartTrial = z.infer<typeof StartTrial>

export const ListTrials = Paging.extend({ policyId: Id })
export type ListTrials = z.infer<typeof ListTrials>

export const TrialId = z.object({ id: Id })
export type TrialId = z.infer<typeof TrialId>

/** Hours with two decimals, as text: rounded once from the exact sum, half up. */
const hours = z.string().regex(/^\d+\.\d\d$/)
const payable = z.object({ before: hours, after: hours })

/** Money of one currency, two decimals, as text. `currency` is null where wages name none. */
export const TrialCost = z.object({ currency: z.string().nullable(), before: z.string(), after: z.string() })
export type TrialCost = z.infer<typeof TrialCost>

/** How often a rule was broken. */
export const TrialViolations = z.object({ code: z.string(), before: z.int(), after: z.int() })
export type TrialViolations = z.infer<typeof TrialViolations>

/** What a policy would have changed: `before` by the policy that was in force, `after` by the one that is tried. */
export const TrialFigures = z.object({
  /** Who has counted requests in these periods, and of them those for whom any figure differs. */
  people: z.int(),
  peopleAffected: z.int(),
  requests: z.int(),
  workedMinutes: Minutes,
  payableHours: payable,
  /** By code, those that differ most first. */
  violations: z.array(TrialViolations),
  /** Only where money was asked for, and only for who may read everybody's wages. */
  cost: z.array(TrialCost).optional(),
})
export type TrialFigures = z.infer<typeof TrialFigures>

/** A department as it is now; null: the people of none. */
export const TrialDepartment = TrialFigures.extend({
  departmentId: Id.nullable(),
  departmentCode: z.string().nullable(),
  departmentName: z.string().nullable(),
})
export type TrialDepartment = z.infer<typeof TrialDepartment>

/** One of those whose payable hours change the most. */
export const TrialPerson = z.object({
  employeeId: Id,
  employeeWorkerId: z.string(),
  employeeName: z.string(),
  departmentCode: z.string().nullable(),
  departmentName: z.string().nullable(),
  payableHours: payable,
  violations: z.object({ before: z.int(), after: z.int() }),
  cost: z.array(TrialCost).optional(),
})
export type TrialPerson = z.infer<typeof TrialPerson>

export const TrialRow = z.object({
  id: Id,
  policyId: Id,
  policyName: z.string(),
  /** The version that was tried, and whether it was a draft then. */
  versionNumber: z.int(),
  wasDraft: z.boolean(),
  state: TrialState,
  periods: z.int(),
  firstDate: WorkDate,
  lastDate: WorkDate,
  withWages: z.boolean(),
  reach: TrialReach,
  peopleDone: z.int(),
  peopleTotal: z.int(),
  /** Why it failed: a code of the errors, where it has one. */
  problem: z.string().nullable(),
  requestedByName: z.string().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** All departments together, as far as the replay has come. */
  total: TrialFigures,
  can: z.object({ cancel: z.boolean(), resume: z.boolean(), remove: z.boolean() }),
})
export type TrialRow = z.infer<typeof TrialRow>

export const TrialDetail = TrialRow.extend({
  /** What was tried, as it was then: the draft may have changed since. */
  layer: PolicyLayer,
  departments: z.array(TrialDepartment),
  /** Those whose payable hours change the most, at most twenty. */
  people: z.array(TrialPerson),
})
export type TrialDetail = z.infer<typeof TrialDetail>

export const TrialList = listOf(TrialRow)
