import type { PeriodRow } from '@lembur/contracts/closing'
import type { PeriodName, PeriodState } from '@lembur/contracts/period-state'

/** What may be done with a period, and the state it leads to. */
export const periodVerbs = ['close', 'lock', 'process', 'reopen'] as const
export type PeriodVerb = (typeof periodVerbs)[number]

export const leadsTo: Record<PeriodVerb, PeriodState> = { close: 'closed', lock: 'locked', process: 'processed', reopen: 'open' }

/** The verbs the reader may use on this row, as the server says. */
export const verbsOf = (row: PeriodRow): PeriodVerb[] => periodVerbs.filter((verb) => row.can[verb])

/** "2026-06": how a period stands in an address. */
export const periodKey = ({ year, month }: PeriodName): string => `${year}-${String(month).padStart(2, '0')}`

/** The first day of the month a period is named for, to make its name of. */
export const namedFor = (name: PeriodName): string => `${periodKey(name)}-01`

/** The page of a period: its corrections. */
export const periodPath = (name: PeriodName): string => `/periods/${periodKey(name)}`

/** The history of the period's days in the plant's cycle, only what waits. */
export const waitingPath = ({ start, end }: PeriodRow): string => `/ot/history?from=${start}&to=${end}&status=pending`
