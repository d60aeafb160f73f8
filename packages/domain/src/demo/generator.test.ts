import { instantOf } from '@lembur/rules/clock'
import { addDays, isoWeekday } from '@lembur/rules/dates'
import { weekOf } from '@lembur/rules/period'
import { describe, expect, it } from 'vitest'
import { accounts } from './accounts.ts'
import { holidaysBetween } from './calendar.ts'
import { instantAt, localDay } from './clock.ts'
import { demoPeople, fewestPeople } from './people.ts'
import { departments, projects } from './plant.ts'
import { textPdf } from './policy-pdf.ts'
import { randomOf } from './random.ts'
import type { DemoRequest } from './request.ts'
import { deciderFor, demoRequests, sizeOf } from './requests.ts'
import { minutesOf } from './shifts.ts'
import { policyPages } from './texts.ts'

const usual = 8000

/** The requests as they are generated at 16:42 of a date; a usual year once for all tests that look at it. */
function yearOf(today: string): DemoRequest[] {
  const known = years.get(today) ?? generated(today)
  years.set(today, known)
  return known
}
const years = new Map<string, DemoRequest[]>()

function generated(today: string, requests = usual): DemoRequest[] {
  const now = instantAt(today, 1002)
  const first = addDays(today, -364)
  const holidays = holidaysBetween(Number(first.slice(0, 4)), Number(today.slice(0, 4)))
  return [...demoRequests({ people: demoPeople(fewestPeople), holidays, first, today, now, requests })].flat()
}

const counted = (request: DemoRequest) => request.fate.status === 'pending' || request.fate.status === 'approved'

describe('the plant', () => {
  it('has six departments, one of 45 people, 120 people and 30 projects', () => {
    expect(departments).toHaveLength(6)
    expect(Math.max(...departments.map(({ people }) => people))).toBe(45)
    expect(new Set(projects.map(({ name }) => name)).size).toBe(30)
    expect(projects.filter(({ isEnabled }) => !isEnabled)).toHaveLength(2)
    const people = demoPeople(fewestPeople)
    expect(new Set(people.map(({ workerId }) => workerId)).size).toBe(120)
    expect(people.filter(({ isEnabled }) => !isEnabled)).toHaveLength(2)
    expect(people.filter(({ excludeFromReports }) => excludeFromReports)).toHaveLength(3)
    expect(people.filter(({ periodStartDay }) => periodStartDay === 18)).toHaveLength(4)
  })

  it('names leaders and heads that have an account', () => {
    const usernames = accounts.map(({ username }) => username)
    for (const { leader, head } of departments) expect(usernames).toEqual(expect.arrayContaining([leader, head]))
  })

  it('knows the national holidays of 2026 by the decree: 17 days', () => {
    const of2026 = holidaysBetween(2026, 2026)
    expect(of2026).toHaveLength(17)
    expect(of2026.find(({ date }) => date === '2026-06-16')?.title).toBe('1 Muharram')
    expect(of2026.filter(({ isRecurring }) => isRecurring).map(({ date }) => date.slice(5))).toEqual([
      '01-01',
      '05-01',
      '06-01',
      '08-17',
      '12-25',
    ])
  })

  it('writes a policy that a reader of PDF can follow: each object where the table says', () => {
    const text = new TextDecoder().decode(textPdf('Organisation policy', policyPages))
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1])
    expect(text.slice(start, start + 4)).toBe('xref')
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((match) => Number(match[1]))
    expect(offsets).toHaveLength(3 + 2 * policyPages.length + 1)
    for (const [index, offset] of offsets.entries()) expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`))
  })
})

describe('a year of requests', () => {
  const week = Array.from({ length: 7 }, (_, index) => addDays('2026-06-08', index))

  it.each([...week, '2026-01-01', '2026-03-23', '2027-01-04', '2028-02-29'])('is believable on %s', (today) => {
    const requests = yearOf(today)
    const now = instantAt(today, 1002)
    expect(requests).toHaveLength(usual)
    expect(requests.filter(({ fate }) => fate.status === 'pending')).toHaveLength(24)
    expect(requests.filter(({ filedAt }) => filedAt >= now)).toEqual([])
    expect(requests.filter(({ filedAt, fate }) => fate.status !== 'pending' && (fate.at <= filedAt || fate.at > now))).toEqual([])
    expect(requests.filter(({ workDate, fate }) => workDate > today && fate.status !== 'pending')).toEqual([])
    const workerIdOf = new Map(accounts.map(({ username, workerId }) => [username, workerId]))
    const byHimself = ({ fate, person }: DemoRequest) =>
      (fate.status === 'approved' || fate.status === 'rejected') && workerIdOf.get(fate.by) === person.workerId
    expect(requests.filter(byHimself)).toEqual([])
    for (const status of ['approved', 'rejected', 'withdrawn']) {
      expect(requests.filter(({ fate }) => fate.status === status).length).toBeGreaterThan(100)
    }
    expect(overlaps(requests)).toEqual([])
  })

  it.each(week)('gives an approver something to look at on %s', (today) => {
    const requests = yearOf(today)
    const pending = requests.filter(({ fate }) => fate.status === 'pending')
    const overWeek = pending.filter((one) => weekMinutes(requests, one) > 1080)
    expect(overWeek.length).toBeGreaterThanOrEqual(2)
    expect(pending.some((one) => weekMinutes(requests, one) === 900)).toBe(true)
    expect(pending.some(({ shift }) => shift.end > 1440)).toBe(true)
    expect(pending.some(({ kind, shift }) => kind === 'weekday' && minutesOf(shift) > 240)).toBe(true)
    expect(pending.some(({ kind }) => kind === 'holiday')).toBe(true)
  })

  it('shows who signs in as user a request of this week or the last working day', () => {
    const own = yearOf('2026-06-11').filter(({ person }) => person.workerId === 'MW2402218')
    expect(own.filter(({ workDate }) => workDate >= weekOf('2026-06-11').start).length).toBeGreaterThan(1)
    expect(new Set(own.map(({ fate }) => fate.status))).toContain('rejected')
  })

  it('is the same again for the same instant, and another one for another', () => {
    expect(generated('2026-06-11', 400)).toEqual(generated('2026-06-11', 400))
    expect(generated('2026-06-12', 400)).not.toEqual(generated('2026-06-11', 400))
  })

  it('takes more people and years for more requests', () => {
    expect(sizeOf(usual)).toEqual({ years: 1, people: 120 })
    expect(sizeOf(1_000_000)).toEqual({ years: 5, people: 2941 })
  })

  it('lets nobody decide his own: a head asks the administrator, she the superadmin', () => {
    const people = demoPeople(fewestPeople)
    const decider = (workerId: string) => deciderFor(people.find((person) => person.workerId === workerId)!)
    expect(['MW2107763', 'MW1802203', 'MW1800412', 'MW2402218'].map(decider)).toEqual(['ptb_admin', 'superadmin', 'ptb_admin', 'ptb_admin'])
  })
})

describe('chance', () => {
  it('makes keys of version 7 that begin with their instant', () => {
    const id = randomOf('test').id(0x019eb3fa8400)
    expect(id).toMatch(/^019eb3fa-8400-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('reads the plant’s clock as the rules do', () => {
    for (const [date, minute] of [
      ['2026-06-11', 1040],
      ['2026-12-31', 1620],
      ['2027-01-01', 0],
    ] as const) {
      expect(instantAt(date, minute)).toBe(instantOf(date, minute, 'Asia/Jakarta').getTime())
      expect(localDay(instantAt(date, 5))).toBe(date)
    }
    expect(isoWeekday('2026-06-11')).toBe(4)
  })
})

/** Counted requests of one person that share time. */
function overlaps(requests: DemoRequest[]): string[] {
  const byPerson = Map.groupBy(requests.filter(counted), ({ person }) => person.workerId)
  return [...byPerson.values()].flatMap((own) => {
    const spans = own
      .map(({ workDate, shift, person }) => ({
        name: `${person.name} ${workDate}`,
        from: instantAt(workDate, shift.start),
        to: instantAt(workDate, shift.end),
      }))
      .sort((a, b) => a.from - b.from)
    return spans.filter((span, index) => index > 0 && span.from < spans[index - 1]!.to).map(({ name }) => name)
  })
}

function weekMinutes(requests: DemoRequest[], { person, workDate }: DemoRequest): number {
  const { start, end } = weekOf(workDate)
  return requests
    .filter((other) => counted(other) && other.person.workerId === person.workerId && other.workDate >= start && other.workDate <= end)
    .reduce((sum, { shift }) => sum + minutesOf(shift), 0)
}
