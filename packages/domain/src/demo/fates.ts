import { addDays } from '@lembur/rules/dates'
import { instantAt, localDay } from './clock.ts'
import type { Random } from './random.ts'
import type { DemoDetour, DemoFate, DemoRequest } from './request.ts'

const minute = 60_000
const day = 1440 * minute

const rejections = [
  'No material for that evening.',
  'The line is stopped for maintenance.',
  'Please split the work over two days.',
  'The customer moved the date, no need today.',
  'Enough people are planned already.',
  'Week limit: take it next week.',
  'Wrong project, please file again.',
  'Pekerjaan bisa dilanjutkan besok pagi.',
] as const
const overLimit = [
  'Customer line is down, agreed with the plant manager.',
  'First article at 07:30, no relief crew.',
  'Shipment date cannot move.',
] as const
const reopenings = ['Approved the wrong row.', 'Hours were corrected with the line leader.', 'Clocked out earlier than filed.'] as const

/** When a request was filed: mostly on the day, for early shifts and rest days before it, never after `now` (all in milliseconds). */
export function filingOf(random: Random, { workDate, kind, shift }: Pick<DemoRequest, 'workDate' | 'kind' | 'shift'>, now: number): number {
  const before = kind !== 'weekday' ? random.whole(1, 3) : shift.start < 480 || random.chance(0.3) ? 1 : 0
  const late = kind === 'weekday' && shift.start >= 480 && random.chance(0.02)
  const at = late
    ? instantAt(addDays(workDate, 1), random.whole(480, 570))
    : instantAt(addDays(workDate, -before), random.whole(before ? 560 : 540, 1005))
  const exact = at + random.whole(0, 59_999)
  const tooLate = Math.max(0, Math.ceil((exact - (now - 5 * minute)) / day))
  return exact - tooLate * day
}

/** How a request ends that does not wait any more: nine of ten are approved. */
export function fateOf(
  random: Random,
  request: Omit<DemoRequest, 'fate' | 'detour'>,
  head: string,
  now: number,
): Pick<DemoRequest, 'fate' | 'detour'> {
  const status = random.weighted([['approved', 923] as const, ['rejected', 44] as const, ['withdrawn', 33] as const])
  const settled = now - instantAt(request.workDate, 1440) > 3 * day
  const detour = settled && status !== 'withdrawn' ? detourOf(random, request, head) : null
  const earliest = (detour?.at ?? request.filedAt) + random.whole(2, 12) * minute
  const at = Math.max(Math.min(decisionAfter(random, earliest), now - random.whole(60, 120) * 1000), request.filedAt + minute)
  return { detour, fate: endingOf(random, request, status, head, at) }
}

function endingOf(
  random: Random,
  { filedBy, kind, shift }: Omit<DemoRequest, 'fate' | 'detour'>,
  status: 'approved' | 'rejected' | 'withdrawn',
  by: string,
  at: number,
): DemoFate {
  if (status === 'withdrawn') return { status, by: filedBy, at }
  if (status === 'rejected') return { status, by, at, reason: random.pick(rejections) }
  const isLong = kind === 'weekday' && shift.end - shift.start > 300
  return { status, by, at, reason: isLong ? random.pick(overLimit) : null }
}

/** Two of three on the same day, the others the next morning. */
const decisionAfter = (random: Random, earliest: number): number => {
  if (random.chance(0.66)) return earliest + random.whole(8, 260) * minute
  return instantAt(addDays(localDay(earliest), 1), random.whole(465, 575)) + random.whole(0, 59_999)
}

function detourOf(random: Random, { workDate, filedAt }: Omit<DemoRequest, 'fate' | 'detour'>, head: string): DemoDetour | null {
  const way = random.next()
  const after = (from: number, minutes: number) => from + minutes * minute
  if (way < 0.012) return { kind: 'moved', from: addDays(workDate, random.pick([-1, 1])), at: after(filedAt, random.whole(4, 90)) }
  if (way > 0.008 + 0.012) return null
  const decidedAt = after(filedAt, random.whole(15, 240))
  const at = instantAt(addDays(localDay(decidedAt), 1), random.whole(470, 590)) + random.whole(0, 59_999)
  return { kind: 'reopened', by: head, decidedAt, at, reason: random.pick(reopenings) }
}
