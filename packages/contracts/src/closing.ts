import { z } from 'zod'

/**
 * How far a period is with payroll. `open`: everything goes. `closed`: nobody files or changes any more, what waits is still
 * decided. `locked`: nothing changes, a mistake is put right by a correction in the next open period. `processed`: paid.
 */
export const periodStates = ['open', 'closed', 'locked', 'processed'] as const
export const PeriodState = z.enum(periodStates)
export type PeriodState = z.infer<typeof PeriodState>
