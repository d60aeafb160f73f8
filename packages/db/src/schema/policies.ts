import { policyVersionStates } from '@lembur/contracts/policies'
import type { PolicyLayer } from '@lembur/contracts/policy'
import { limitScopes } from '@lembur/contracts/rules'
import { trialStates } from '@lembur/contracts/trials'
import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, json, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { user } from './identity.ts'
import { overtimeRequest } from './overtime.ts'
import { department, employee } from './people.ts'

/** A policy of the plant's own: a name for its versions. */
export const policy = pgTable(
  'policy',
  {
    ...tenantKey(),
    name: text().notNull(),
    description: text().notNull().default(''),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('policy', t),
    uniqueIndex('policy_name').on(t.organizationId, sql`lower(${t.name})`),
    check('policy_form', sql`length(${t.name}) between 1 and 100 and length(${t.description}) <= 2000`),
  ],
)

/**
 * What a policy says from a day on. A published one is kept for ever: the trigger `policy_version_stays` (by hand in the
 * migration) refuses to change or delete it.
 */
export const policyVersion = pgTable(
  'policy_version',
  {
    ...tenantKey(),
    policyId: uuid().notNull(),
    number: integer().notNull(),
    state: oneOf([...policyVersionStates])
      .notNull()
      .default('draft'),
    layer: json<PolicyLayer>().notNull(),
    /** Why it was made, for those who read it years later. */
    note: text().notNull().default(''),
    effectiveFrom: date({ mode: 'string' }),
    publishedAt: instant(),
    publishedById: uuid().references(() => user.id),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('policy_version', t, [{ name: 'policy', column: t.policyId, to: policy }]),
    uniqueIndex('policy_version_number').on(t.organizationId, t.policyId, t.number),
    uniqueIndex('policy_version_date').on(t.organizationId, t.policyId, t.effectiveFrom).where(sql`state = 'published'`),
    uniqueIndex('policy_version_draft').on(t.organizationId, t.policyId).where(sql`state = 'draft'`),
    index('policy_version_by_publisher').on(t.publishedById),
    isOneOf('policy_version_state', t.state, policyVersionStates),
    check(
      'policy_version_published',
      sql`(${t.state} = 'published') = (${t.publishedAt} is not null) and (${t.state} = 'draft' or ${t.effectiveFrom} is not null)`,
    ),
    check('policy_version_note_form', sql`length(${t.note}) <= 2000`),
  ],
)

/** Which policy holds for whom from a day on; the narrowest scope holds. No policy: the wider scope's again, at last the product's own pack. */
export const policyAssignment = pgTable(
  'policy_assignment',
  {
    ...tenantKey(),
    scope: oneOf([...limitScopes]).notNull(),
    departmentId: uuid(),
    employeeId: uuid(),
    policyId: uuid(),
    effectiveFrom: date({ mode: 'string' }).notNull(),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('policy_assignment', t, [
      { name: 'policy', column: t.policyId, to: policy },
      { name: 'department', column: t.departmentId, to: department },
      { name: 'employee', column: t.employeeId, to: employee },
    ]),
    uniqueIndex('policy_assignment_once').on(
      t.organizationId,
      t.scope,
      sql`coalesce(${t.departmentId}, ${t.employeeId}, '00000000-0000-0000-0000-000000000000')`,
      t.effectiveFrom,
    ),
    index('policy_assignment_by_policy').on(t.organizationId, t.policyId),
    index('policy_assignment_by_department').on(t.organizationId, t.departmentId),
    index('policy_assignment_by_employee').on(t.organizationId, t.employeeId),
    isOneOf('policy_assignment_scope', t.scope, limitScopes),
    check(
      'policy_assignment_target',
      sql`(${t.scope} = 'department') = (${t.departmentId} is not null) and (${t.scope} = 'employee') = (${t.employeeId} is not null)`,
    ),
  ],
)

/**
 * How a request's hours came about, as it was when it was decided: never changed. A request that is decided again has one
 * more; `requestVersion` says which decision it belongs to.
 */
export const overtimeExplanation = pgTable(
  'overtime_explanation',
  {
    ...tenantKey(),
    requestId: uuid().notNull(),
    requestVersion: integer().notNull(),
    /** Null: a pack as the product brings it. */
    policyVersionId: uuid(),
    /** "Indonesia, PP 35/2021", for people. */
    policyTitle: text().notNull(),
    explanation: json<Record<string, unknown>>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ...tenant('overtime_explanation', t, [
      { name: 'request', column: t.requestId, to: overtimeRequest, onDelete: 'cascade' },
      { name: 'policy_version', column: t.policyVersionId, to: policyVersion },
    ]),
    uniqueIndex('overtime_explanation_once').on(t.organizationId, t.requestId, t.requestVersion),
    index('overtime_explanation_by_policy_version').on(t.organizationId, t.policyVersionId),
  ],
)

/** A what-if: a policy that is not in force, replayed over periods that were. */
export const policyTrial = pgTable(
  'policy_trial',
  {
    ...tenantKey(),
    policyId: uuid().notNull(),
    /** What was tried, as it was then: the draft may have changed since. */
    layer: json<PolicyLayer>().notNull(),
    firstDate: date({ mode: 'string' }).notNull(),
    lastDate: date({ mode: 'string' }).notNull(),
    periods: integer().notNull(),
    /** Whether money was asked for, by someone who may see wages. */
    withWages: boolean().notNull(),
    state: oneOf([...trialStates])
      .notNull()
      .default('queued'),
    /** People to be replayed, and those who have been: a run that was broken off goes on behind the last. */
    peopleTotal: integer().notNull().default(0),
    peopleDone: integer().notNull().default(0),
    lastEmployeeId: uuid(),
    /** Sums so far, by department. */
    result: json<Record<string, unknown>>().notNull(),
    problem: text(),
    requestedById: uuid().references(() => user.id),
    startedAt: instant(),
    finishedAt: instant(),
    ...stamps(),
  },
  (t) => [
    ...tenant('policy_trial', t, [{ name: 'policy', column: t.policyId, to: policy }]),
    index('policy_trial_by_policy').on(t.organizationId, t.policyId, t.createdAt),
    index('policy_trial_by_requester').on(t.requestedById),
    isOneOf('policy_trial_state', t.state, trialStates),
    check('policy_trial_periods', sql`${t.periods} between 1 and 12 and ${t.lastDate} >= ${t.firstDate}`),
  ],
)
