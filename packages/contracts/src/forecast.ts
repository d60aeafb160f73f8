import { z } from 'zod'
import { Ladder } from './explain.ts'
import { Judgement } from './judgement.ts'
import { Clash, DayKind, ForecastLine, OvertimeRow } from './overtime.ts'
import { Minutes, WorkDate } from './time.ts'

/** What is made of a draft: the limits, the law, what it clashes with. Nothing is stored. */
export const OvertimeForecast = Judgement.extend({
  /** Its hours by rate, as its ladder will show them; null where nothing is judged. */
  rules: Ladder.shape.rules.nullable(),
  kind: DayKind,
  holidayTitle: z.string().nullable(),
  minutes: Minutes,
  breakMinutes: Minutes,
  period: z.object({ start: WorkDate, end: WorkDate }),
  limits: z.array(ForecastLine),
  clash: Clash.nullable(),
  /** The other requests of that employee on that day, all of them, counted or not. */
  sameDay: z.array(OvertimeRow),
})
export type OvertimeForecast = z.infer<typeof OvertimeForecast>
