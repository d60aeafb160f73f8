import type { DayKind } from '@lembur/contracts/overtime'
import { type DraftBreak, defaultBreakPolicy, endForNet, planBreaks } from '@lembur/rules/breaks'
import type { Random } from './random.ts'

/** A shift on the minutes of its work date, with its breaks. */
export type DemoShift = { start: number; end: number; breaks: DraftBreak[] }

const byPolicy = (start: number, end: number): DemoShift => ({
  start,
  end,
  breaks: planBreaks({ start, end }, defaultBreakPolicy).map((rest) => ({ ...rest, touched: false })),
})

/** When overtime begins on a day of this kind: after the shift's end and a short rest, or in the morning. */
const usualStart = (kind: DayKind) => (kind === 'weekday' ? 17 * 60 + 20 : 8 * 60)

/** A shift at the usual time that leaves so many minutes after its breaks. */
export function shiftOf(kind: DayKind, minutes: number, start = usualStart(kind)): DemoShift {
  return byPolicy(start, endForNet(start, minutes, defaultBreakPolicy))
}

const evening = [
  [60, 10],
  [90, 8],
  [120, 26],
  [150, 14],
  [180, 18],
  [210, 8],
  [240, 10],
  [300, 5],
  [330, 1],
] as const
const wholeDay = [
  [240, 20],
  [300, 25],
  [360, 10],
  [420, 10],
  [480, 15],
  [540, 20],
] as const

/** A believable shift: on weekdays mostly from 17:20, now and then before the day's shift or over midnight; else from 08:00. */
export function someShift(random: Random, kind: DayKind): DemoShift {
  const drawn = kind === 'weekday' ? weekdayShift(random) : restDayShift(random)
  return random.chance(0.14) ? withMovedBreak(random, drawn) : drawn
}

function weekdayShift(random: Random): DemoShift {
  return random.weighted([
    [
      () => {
        const start = random.weighted([
          [17 * 60 + 20, 80],
          [17 * 60, 8],
          [17 * 60 + 30, 8],
          [18 * 60, 4],
        ])
        return byPolicy(start, start + random.weighted(evening))
      },
      86,
    ],
    [
      () => {
        const start = random.pick([20 * 60, 20 * 60, 22 * 60])
        return byPolicy(start, start + random.whole(5, 8) * 60)
      },
      6,
    ],
    [() => byPolicy(6 * 60, 6 * 60 + random.pick([60, 90, 105])), 8],
  ])()
}

function restDayShift(random: Random): DemoShift {
  const start = random.weighted([
    [8 * 60, 88],
    [7 * 60, 6],
    [10 * 60, 6],
  ])
  return byPolicy(start, start + random.weighted(wholeDay))
}

/** Somebody has eaten earlier than the rule says: the first whole break is moved, its length stays. */
function withMovedBreak(random: Random, shift: DemoShift): DemoShift {
  const [first, ...others] = shift.breaks
  const earlier = random.whole(1, 4) * 30
  if (!first || first.end - first.start < 60 || first.start - earlier < shift.start + 60) return shift
  return { ...shift, breaks: [{ start: first.start - earlier, end: first.end - earlier, touched: true }, ...others] }
}

/** What counts of a shift: its length less its breaks. */
export const minutesOf = ({ start, end, breaks }: DemoShift): number =>
  breaks.reduce((left, each) => left - (each.end - each.start), end - start)
