import { mailReset } from './account.ts'
import type { JobDefinition } from './definition.ts'
import { syncPeople, syncPerson } from './identity.ts'
import { clearShare, deliverReport, rebuildDailyWorkbooks, rebuildPeriodWorkbooks } from './reports.ts'
import { replayPolicy } from './trial.ts'
import { clearOldActivity, mergeTotals, sweep } from './upkeep.ts'

export type { JobDefinition, PayloadOf } from './definition.ts'

/** Every job there is: the migration makes a queue for each, the worker a handler. */
export const jobs: JobDefinition[] = [
  rebuildDailyWorkbooks,
  rebuildPeriodWorkbooks,
  deliverReport,
  clearShare,
  sweep,
  mergeTotals,
  clearOldActivity,
  mailReset,
  syncPeople,
  syncPerson,
  replayPolicy,
]

/** Where a job goes whose tries are used up; `lembur doctor` counts it. */
export const deadLetterQueue = 'dead-letter'
