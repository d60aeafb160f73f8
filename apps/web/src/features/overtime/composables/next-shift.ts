import { addDays, isoWeekday } from '@lembur/rules/dates'
import type { Span } from '@lembur/rules/hours'

const day = 1440
/** Rest, in minutes, below which an approver should look twice. A hint only: no rule of the plant names a figure. */
export const shortRest = 8 * 60

/**
 * Minutes between the end of a request and the start of the next normal shift, Monday to Friday; null where that shift follows on the
 * same day, so that there is no rest between. Holidays are not known here: the rest before one is told too short rather than too long.
 */
export function restBeforeShift(workDate: string, endMinute: number, shift: Span): number | null {
  for (let ahead = 0; ; ahead++) {
    const start = shift.start + ahead * day
    if (start >= endMinute && isoWeekday(addDays(workDate, ahead)) <= 5) return ahead === 0 ? null : start - endMinute
  }
}
