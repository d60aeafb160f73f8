import { z } from 'zod'

/** A what-if: a draft policy replayed over past periods. */
export const trialStates = ['queued', 'running', 'done', 'cancelled', 'failed'] as const
export const TrialState = z.enum(trialStates)
export type TrialState = z.infer<typeof TrialState>
