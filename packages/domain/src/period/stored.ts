import type { PeriodRow } from '@lembur/contracts/closing'
import type { PeriodName } from '@lembur/contracts/period-state'
import type { Tx } from '@lembur/db'

/** A period as it is kept; id null and version 0 where nobody has closed it yet. */
export type StoredPeriod = PeriodName &
  Pick<PeriodRow, 'state' | 'changedByName' | 'changedAt' | 'reason' | 'version'> & { id: string | null }

/** The stored periods of a year, or one of them. Started, not awaited: it joins a flight. */
export const storedPeriods = ({ sql }: Tx, { year, month }: { year: number; month?: number }): Promise<StoredPeriod[]> =>
  sql<StoredPeriod[]>`
    select period.id, year, month, state, changer.display_name as "changedByName", changed_at as "changedAt", reason, version
    from overtime_period period left join "user" changer on changer.id = period.changed_by_id
    where year = ${year} ${month === undefined ? sql`` : sql`and month = ${month}`}`.then((rows) => [...rows])

/** One that has never been closed: open. */
export const untouched = ({ year, month }: PeriodName): StoredPeriod => ({
  id: null,
  year,
  month,
  state: 'open',
  changedByName: null,
  changedAt: null,
  reason: null,
  version: 0,
})
