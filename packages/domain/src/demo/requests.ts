import { addDays } from '@lembur/rules/dates'
import { accounts } from './accounts.ts'
import type { DemoHoliday } from './calendar.ts'
import { Crowd } from './crowd.ts'
import { type DemoDay, demoDays } from './days.ts'
import { fateOf, filingOf } from './fates.ts'
import { type DemoPerson, fewestPeople } from './people.ts'
import { departments } from './plant.ts'
import { type Random, randomOf } from './random.ts'
import type { DemoRequest } from './request.ts'
import type { DemoShift } from './shifts.ts'
import { stories, storiesSince } from './stories.ts'

/** What a year of the demo plant has. */
export const usualRequests = 8000
/** Fewer would leave the stories without a plant around them. */
export const fewestRequests = 200

/** How many years and people it takes to spread so many requests believably. */
export function sizeOf(requests: number): { years: number; people: number } {
  if (requests <= 1.5 * usualRequests) return { years: 1, people: fewestPeople }
  const years = Math.min(5, Math.ceil(requests / 60_000))
  return { years, people: Math.max(fewestPeople, Math.round(requests / years / 68)) }
}

export type DemoScope = {
  people: readonly DemoPerson[]
  holidays: readonly DemoHoliday[]
  first: string
  today: string
  now: number
  requests: number
}

/**
 * All requests of the demo, a work date at a time, in order of filing within a date: memory stays the same however many there are.
 * Nobody's requests overlap, and hardly anybody passes a limit, as in a plant that minds them.
 */
export function* demoRequests(scope: DemoScope): Generator<DemoRequest[]> {
  const { people, holidays, first, today, now, requests } = scope
  const told = stories(people, today, holidays, now)
  const waiting = Math.max(24, Math.round(requests / 1500)) - told.filter(({ fate }) => fate.status === 'pending').length
  const days = demoDays(first, today, holidays, { requests: requests - told.length, pending: waiting })
  const crowd = new Crowd(people, storiesSince(today), addDays(today, -120))
  const random = randomOf('requests')
  for (const day of days) {
    const drawn = requestsOf(random, crowd, day, now)
    const here = [...drawn, ...told.filter(({ workDate }) => workDate === day.date)]
    if (here.length > 0) yield here.sort((a, b) => a.filedAt - b.filedAt)
  }
  const later = told.filter(({ workDate }) => workDate > days.at(-1)!.date)
  if (later.length > 0) yield later
}

function requestsOf(random: Random, crowd: Crowd, day: DemoDay, now: number): DemoRequest[] {
  const found: DemoRequest[] = []
  let again: DemoPerson | null = null
  const order = crowd.willing(random, day)
  for (let turn = 0; found.length < day.requests; ) {
    const person: DemoPerson | undefined = again ?? order[turn++]
    if (!person) throw new Error(`${day.date} asks for more people than there are`)
    again = null
    const shift = crowd.fitting(random, person, day)
    if (!shift) continue
    const request = requestOf(random, person, day, shift, now, found.length < day.pending)
    found.push(request)
    if (request.fate.status === 'pending' || request.fate.status === 'approved') crowd.worked(person, day, shift)
    // Whoever withdraws often files again, for other times.
    if (request.fate.status === 'withdrawn' && random.chance(0.5)) again = person
  }
  return found
}

function requestOf(random: Random, person: DemoPerson, day: DemoDay, shift: DemoShift, now: number, isPending: boolean): DemoRequest {
  const department = departments.find(({ code }) => code === person.departmentCode)!
  const [reason, detail] = random.pick(department.works)
  const base = {
    person,
    workDate: day.date,
    kind: day.kind,
    kindOverrideReason: null,
    shift,
    project: random.pick(department.projects),
    reason,
    detail,
    filedBy: random.chance(0.92) ? department.leader : department.head,
    filedAt: filingOf(random, { workDate: day.date, kind: day.kind, shift }, now),
  }
  return isPending ? { ...base, detour: null, fate: { status: 'pending' } } : { ...base, ...fateOf(random, base, deciderFor(person), now) }
}

/** The head of his department; for a head the plant's administrator, and for her the superadmin: nobody decides his own. */
export function deciderFor({ workerId, departmentCode }: DemoPerson): string {
  const { head } = departments.find(({ code }) => code === departmentCode)!
  const own = accounts.find((account) => account.workerId === workerId)?.username
  if (own !== head) return head
  return head === 'ptb_admin' ? 'superadmin' : 'ptb_admin'
}
