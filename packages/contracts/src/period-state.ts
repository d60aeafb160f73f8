import { z } from 'zod'

/**
 * How far a period is with payroll. `open`: everything goes. `closed`: nobody files or changes any more, what waits is still
 * decided. `locked`: nothing changes, a mistake is put right by a correction in the next open period. `processed`: paid.
 */
export const periodStates = ['open', 'closed', 'locked', 'processed'] as const
export const PeriodState = z.enum(periodStates)
export type PeriodState = z.infer<typeof PeriodState>

const year = z.coerce.number().int().min(2000).max(2099)
const month = z.coerce.number().int().min(1).max(12)

/** A period by the month it is named for; each employee's own cycle says which days of his lie in it. Numbers may come as text. */
export const PeriodName = z.object({ year, month })
export type PeriodName = z.infer<typeof PeriodName>
