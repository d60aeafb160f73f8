import { z } from 'zod'

/** A calendar day in the organisation's zone, `YYYY-MM-DD`, between 2000 and 2099: anything else is a slip of the keyboard. */
export const WorkDate = z.iso
  .date({ error: 'date.invalid' })
  .refine((date) => date >= '2000-01-01' && date <= '2099-12-31', { error: 'date.out_of_range' })

/** A local time of day, `HH:MM`, 00:00 to 23:59. */
export const ClockTime = z.string({ error: 'time.required' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time.invalid' })

/** An instant, ISO 8601 with offset or Z. Instants cross the wire as text: there is no transformer. */
export const Instant = z.iso.datetime({ offset: true })

/** Whole minutes from 00:00 of the work date; 1440 and more is the next day. */
export const DayMinute = z.int().min(0).max(2880)

/** A length of time in whole minutes. */
export const Minutes = z.int().min(0)

export const DateRange = z.object({ from: WorkDate, to: WorkDate })
export type DateRange = z.infer<typeof DateRange>
