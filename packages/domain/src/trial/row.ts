import type { PolicyLayer } from '@lembur/contracts/policy'
import type { TrialReach, TrialState } from '@lembur/contracts/trials'
import type { Fragment, Tx } from '@lembur/db'
import type { Sums } from './sums.ts'

/** What `policy_trial.result` holds. */
export type Stored = {
  versionNumber: number
  wasDraft: boolean
  reach: TrialReach
  sums: Sums
  /** The money, sealed for `trial/ORGANISATION/ID`: by it and the hours of a single person one could tell his wage. */
  money: string | null
}

/** A trial as the database gives it. */
export type TrialRecord = {
  id: string
  policyId: string
  policyName: string
  layer: PolicyLayer
  state: TrialState
  periods: number
  firstDate: string
  lastDate: string
  withWages: boolean
  peopleDone: number
  peopleTotal: number
  lastEmployeeId: string | null
  result: Stored
  problem: string | null
  requestedByName: string | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
}

type Sql = Tx['sql']

/** The result without what lists have no room for. */
const briefly = (sql: Sql): Fragment => sql`
  trial.result || jsonb_build_object('sums', jsonb_build_object('total', trial.result -> 'sums' -> 'total', 'departments', '{}'::jsonb, 'changed', '[]'::jsonb))`

/** The columns of a `TrialRecord`, of the aliases `trial`, `policy` and `requester`. `brief`: sums of all departments together only. */
export const trialColumns = (sql: Sql, { brief = false } = {}): Fragment => sql`
  trial.id, trial.policy_id as "policyId", policy.name as "policyName", trial.layer, trial.state, trial.periods,
  trial.first_date as "firstDate", trial.last_date as "lastDate", trial.with_wages as "withWages", trial.people_done as "peopleDone",
  trial.people_total as "peopleTotal", trial.last_employee_id as "lastEmployeeId", ${brief ? briefly(sql) : sql`trial.result`} as result, trial.problem,
  requester.display_name as "requestedByName", trial.created_at as "createdAt", trial.started_at as "startedAt", trial.finished_at as "finishedAt"`

export const trialTables = (sql: Sql): Fragment => sql`
  policy_trial trial join policy on policy.organization_id = trial.organization_id and policy.id = trial.policy_id
  left join "user" requester on requester.id = trial.requested_by_id`

/** A trial as the audit shows it: what was asked and how far it came, none of its figures. */
export const audited = ({ policyName, state, periods, firstDate, lastDate, withWages, peopleDone, peopleTotal, result }: TrialRecord) => ({
  policyName,
  versionNumber: result.versionNumber,
  reach: result.reach,
  state,
  periods,
  firstDate,
  lastDate,
  withWages,
  peopleDone,
  peopleTotal,
})

/** A trial as the audit names it. */
export const subjectOf = ({ id, policyName, firstDate, lastDate }: TrialRecord) => ({
  type: 'trial',
  id,
  label: `${policyName}, ${firstDate} – ${lastDate}`,
})

/** Whether somebody waits for it, or it is under way. */
export const isUnderWay = (state: TrialState): boolean => state === 'queued' || state === 'running'
