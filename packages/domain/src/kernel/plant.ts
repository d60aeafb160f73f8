import { localOf } from '@lembur/rules/clock'
import type { Ctx, PlantSettings } from './context.ts'

/** The columns of `organization` that make the plant's settings, for whatever query loads them. */
export type PlantColumns = Omit<PlantSettings, 'breakPolicy'> & { breakAfterMinutes: number; breakLengthMinutes: number }

export const plantOf = ({
  timeZone,
  periodStartDay,
  shiftStartMinute,
  shiftEndMinute,
  anyoneFilesForAnyone,
  ...breaks
}: PlantColumns): PlantSettings => ({
  timeZone,
  periodStartDay,
  shiftStartMinute,
  shiftEndMinute,
  anyoneFilesForAnyone,
  breakPolicy: { afterMinutes: breaks.breakAfterMinutes, lengthMinutes: breaks.breakLengthMinutes },
})

/** Today in the plant's zone, `YYYY-MM-DD`. */
export const todayIn = (ctx: Pick<Ctx, 'now' | 'plant'>): string => localOf(ctx.now, ctx.plant.timeZone).date
