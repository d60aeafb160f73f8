import type { Notification } from '@lembur/contracts/system'

/** Notifications by the plant's day they came on, in the order given. `dateOf` tells the work date of an instant. */
export function byDay(rows: Notification[], dateOf: (instant: string) => string): { date: string; rows: Notification[] }[] {
  return [...Map.groupBy(rows, ({ createdAt }) => dateOf(createdAt))].map(([date, ofDay]) => ({ date, rows: ofDay }))
}
