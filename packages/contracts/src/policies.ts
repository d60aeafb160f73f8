import { z } from 'zod'

/** A draft is changed at will; a published version never again. */
export const policyVersionStates = ['draft', 'published'] as const
export const PolicyVersionState = z.enum(policyVersionStates)
export type PolicyVersionState = z.infer<typeof PolicyVersionState>
