import type { DayKind } from '@lembur/contracts/overtime'
import { addDays, daysBetween, eachDay, isoWeekday } from '@lembur/rules/dates'
import { dayKind, type HolidayRule } from '@lembur/rules/day-kind'
import { weekOf } from '@lembur/rules/period'
import { instantAt } from './clock.ts'
import type { DemoPerson } from './people.ts'
import { departments } from './plant.ts'
import { randomOf } from './random.ts'
import type { DemoFate, DemoRequest } from './request.ts'
import { type DemoShift, shiftOf } from './shifts.ts'

type Told = {
  workerId: string
  workDate: string
  kind?: DayKind
  shift: DemoShift
  project: string
  reason: string
  detail: string
  status: DemoFate['status']
}

/** Whom the stories are about: nobody else's requests are drawn into their weeks. */
export const heroes = ['MW2301187', 'MW2304471', 'MW2400549', 'MW2205530', 'MW2104417', 'MW2402218'] as const
const [budi, hendra, rizky, yohanes, chenWei, putri] = heroes

/** From this date on, the heroes have only what the stories tell. */
export const storiesSince = (today: string): string => weekOf(addDays(today, -7)).start

/**
 * The requests that an approver shall meet on any day of the week: over a week's and a day's maximum, at the advised mark, past
 * midnight, on a holiday; and the last two weeks of whoever signs in as `user`. Oldest work date first.
 */
export function stories(people: readonly DemoPerson[], today: string, holidays: readonly HolidayRule[], now: number): DemoRequest[] {
  const kindOf = (date: string) => dayKind(date, holidays)
  // The last date with at least three days of its week behind it, so that a week can be over its maximum.
  const late = addDays(today, isoWeekday(today) >= 4 ? 0 : -isoWeekday(today))
  const workday = eachDay(addDays(today, -14), today).findLast((date) => kindOf(date) === 'weekday') ?? today
  const told = [
    ...fullWeek(budi, late, 810, 300, kindOf, {
      project: 'Reflow line 4',
      reason: 'Line 4 changeover',
      detail: 'Reflow profile for the Falcon board has to be proven tonight; first article is due at 07:30.',
    }),
    ...fullWeek(hendra, late, 960, 240, kindOf, {
      project: 'Stock count',
      reason: 'Stock count',
      detail: 'Count of racks A to F with finance.',
    }),
    ...fullWeek(rizky, late, 660, 240, kindOf, {
      project: 'AST fixture rev C',
      reason: 'Fixture qualification',
      detail: 'Finish gauge R&R on the two new AST fixtures so line 4 can start Friday morning.',
    }),
    {
      workerId: yohanes,
      workDate: workday,
      shift: shiftOf('weekday', 360, 20 * 60),
      project: 'Compressor overhaul',
      reason: 'Compressor overhaul',
      detail: 'Replace the valves of compressor 2 while the lines are stopped.',
      status: 'pending',
    } satisfies Told,
    onHoliday(today, holidays, kindOf),
    ...ownWeeks(storiesSince(today), workday, kindOf),
  ]
  const random = randomOf('stories')
  const byId = new Map(people.map((person) => [person.workerId, person]))
  return told
    .map((each): DemoRequest => {
      const person = byId.get(each.workerId)!
      const { leader, head } = departments.find(({ code }) => code === person.departmentCode)!
      const kind = each.kind ?? kindOf(each.workDate)
      const minute = 60_000
      const planned = instantAt(addDays(each.workDate, kind === 'weekday' ? 0 : -2), random.whole(560, 760)) + random.whole(0, 59_999)
      const over = Math.max(0, Math.ceil((planned - (now - 6 * minute)) / (1440 * minute)))
      const filedAt = planned - over * 1440 * minute
      const at = Math.min(filedAt + random.whole(20, 200) * minute, now - 2 * minute)
      return {
        person,
        workDate: each.workDate,
        kind,
        kindOverrideReason:
          each.kind && each.kind !== kindOf(each.workDate) ? 'Counted as a holiday: swapped with the plant’s day off.' : null,
        shift: each.shift,
        project: each.project,
        reason: each.reason,
        detail: each.detail,
        filedBy: leader,
        filedAt,
        detour: null,
        fate: fate(each.status, leader, head, at),
      }
    })
    .sort((a, b) => daysBetween(b.workDate, a.workDate) || a.filedAt - b.filedAt)
}

function fate(status: DemoFate['status'], leader: string, head: string, at: number): DemoFate {
  if (status === 'pending') return { status }
  if (status === 'withdrawn') return { status, by: leader, at }
  return status === 'approved'
    ? { status, by: head, at, reason: null }
    : { status, by: head, at, reason: 'Enough people are planned already.' }
}

type Work = Pick<Told, 'project' | 'reason' | 'detail'>

/** A week that is full before its last day: `before` minutes are approved, `last` wait. The first try of that day was withdrawn. */
function fullWeek(workerId: string, lastDate: string, before: number, last: number, kindOf: (date: string) => DayKind, work: Work): Told[] {
  const earlier = eachDay(weekOf(lastDate).start, addDays(lastDate, -1))
  const halfHours = before / 30
  const approved = earlier.map((workDate, index): Told => {
    const share = Math.floor((halfHours * (index + 1)) / earlier.length) - Math.floor((halfHours * index) / earlier.length)
    return { workerId, workDate, shift: shiftOf(kindOf(workDate), share * 30), ...work, status: 'approved' }
  })
  const tried: Told = { workerId, workDate: lastDate, shift: shiftOf(kindOf(lastDate), 120), ...work, status: 'withdrawn' }
  return [...approved, tried, { ...tried, shift: shiftOf(kindOf(lastDate), last), status: 'pending' }]
}

/** Somebody is needed on the next holiday; where none is near, on a day that counts as one by an override. */
function onHoliday(today: string, holidays: readonly HolidayRule[], kindOf: (date: string) => DayKind): Told {
  const next = eachDay(addDays(today, 1), addDays(today, 60)).find((date) => dayKind(date, holidays) === 'holiday')
  const workDate = next ?? eachDay(addDays(today, 3), addDays(today, 9)).find((date) => kindOf(date) === 'weekday')!
  return {
    workerId: chenWei,
    workDate,
    kind: 'holiday',
    shift: shiftOf('holiday', 450),
    project: 'NPI Falcon',
    reason: 'NPI build',
    detail: 'Pilot build of 60 boards for the customer visit.',
    status: 'pending',
  }
}

/** Two weeks of an operator: most approved, one rejected, the newest waiting. */
function ownWeeks(since: string, newest: string, kindOf: (date: string) => DayKind): Told[] {
  const weekdays = eachDay(since, newest).filter((date) => kindOf(date) === 'weekday')
  const work = {
    project: 'Line 2 ramp',
    reason: 'Line 2 ramp',
    detail: 'Second shift is not staffed yet: keep line 2 running for the ramp plan.',
  }
  return weekdays
    .filter((date, index) => date === newest || index % 2 === 0)
    .map(
      (workDate, index): Told => ({
        workerId: putri,
        workDate,
        shift: shiftOf('weekday', index % 3 === 1 ? 180 : 120),
        ...work,
        status: workDate === newest ? 'pending' : index === 1 ? 'rejected' : 'approved',
      }),
    )
}
