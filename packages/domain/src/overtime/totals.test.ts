import { OvertimeStatistics, statisticGroups, type TotalsOvertime } from '@lembur/contracts/overtime'
import { addDays } from '@lembur/rules/dates'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aCrowd, type Crowd, dice, everyRequest, manyRequests, type Plain } from '../testing/many.ts'
import {
  decideOvertime,
  mergeTotals,
  overtimeStatistics,
  removeOvertime,
  reviseOvertime,
  totalsOfOvertime,
  withdrawOvertime,
} from './index.ts'

let here: World
let admin: Ctx
let crowd: Crowd

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  crowd = await aCrowd(admin)
})
afterAll(() => here.end())

const merge = () => mergeTotals(here.services.database, admin.actor.organizationId)
const sum = (rows: Plain[], belongs: (row: Plain) => boolean = () => true) =>
  rows.filter(belongs).reduce((minutes, row) => minutes + row.minutes, 0)
const isCounted = ({ status }: Plain) => status === 'pending' || status === 'approved'

/** Spans of every sort: whole periods, one and several, parts of one, a day, and nothing. */
const spans = [
  ['2026-05-26', '2026-06-25'],
  ['2025-12-26', '2026-12-25'],
  ['2026-02-10', '2026-08-20'],
  ['2026-03-03', '2026-03-03'],
  ['2031-01-26', '2031-02-25'],
] as const

const keys = { employee: 'employeeId', project: 'projectId', department: 'departmentId', day: 'workDate' } as const
const labels = { employee: 'employeeName', project: 'projectName', department: 'departmentCode', day: 'workDate' } as const

/** The statistics of a span, worked out by hand. */
function byHand(rows: Plain[], from: string, to: string, groupBy: OvertimeStatistics['groupBy']) {
  const within = rows.filter((row) => isCounted(row) && row.workDate >= from && row.workDate <= to)
  const groups = Map.groupBy(within, (row) => row[keys[groupBy]] ?? '')
  const figures = [...groups].map(([key, group]) => ({
    key,
    label: group[0]?.[labels[groupBy]] ?? '',
    minutes: sum(group),
    requests: group.length,
    weekdayMinutes: sum(group, ({ kind }) => kind === 'weekday'),
    weekendMinutes: sum(group, ({ kind }) => kind === 'weekend'),
    holidayMinutes: sum(group, ({ kind }) => kind === 'holiday'),
    approvedMinutes: sum(group, ({ status }) => status === 'approved'),
    pendingMinutes: sum(group, ({ status }) => status === 'pending'),
  }))
  const inOrder = figures.toSorted((a, b) => (groupBy === 'day' ? 0 : b.minutes - a.minutes) || (a.key < b.key ? -1 : 1))
  return { from, to, totalMinutes: sum(within), totalRequests: within.length, rows: inOrder }
}

async function expectStatistics(rows: Plain[], ctx = admin) {
  for (const [from, to] of spans)
    for (const groupBy of statisticGroups) {
      const told = await overtimeStatistics(ctx, OvertimeStatistics.parse({ from, to, groupBy, limit: 500 }))
      expect(told).toEqual(byHand(rows, from, to, groupBy))
    }
}

const filters: [TotalsOvertime, (row: Plain) => boolean][] = []
beforeAll(() => {
  const [person, project, department] = [crowd.people[1]!, crowd.projects[0]!, crowd.departments[0]!]
  filters.push(
    [{}, () => true],
    [{ from: '2026-02-03', to: '2026-05-06' }, (row) => row.workDate >= '2026-02-03' && row.workDate <= '2026-05-06'],
    [{ status: ['pending'] }, (row) => row.status === 'pending'],
    [
      { status: ['rejected', 'withdrawn'], kind: ['weekend'] },
      (row) => ['rejected', 'withdrawn'].includes(row.status) && row.kind === 'weekend',
    ],
    [{ departmentId: [department.id] }, (row) => row.departmentId === department.id],
    [
      { departmentCode: ['cable', 'press'], from: '2026-06-01' },
      (row) => ['CABLE', 'PRESS'].includes(row.departmentCode ?? '') && row.workDate >= '2026-06-01',
    ],
    [{ employeeId: [person.id] }, (row) => row.employeeId === person.id],
    [{ projectId: [project.id], kind: ['holiday'] }, (row) => row.projectId === project.id && row.kind === 'holiday'],
    [{ search: 'ayu' }, (row) => /ayu/i.test(row.employeeName + row.projectName)],
  )
})

async function expectTotals(rows: Plain[], ctx = admin) {
  for (const [filter, belongs] of filters) {
    const within = rows.filter(belongs)
    expect(await totalsOfOvertime(ctx, filter)).toEqual({
      requests: within.length,
      requestsIsMinimum: false,
      countedMinutes: sum(within, isCounted),
      pending: within.filter(({ status }) => status === 'pending').length,
      rejected: within.filter(({ status }) => status === 'rejected').length,
    })
  }
}

const expectAll = async () => {
  const rows = await everyRequest(admin)
  await expectStatistics(rows)
  await expectTotals(rows)
}

describe('sums are those of the rows themselves', () => {
  it('before anything is merged', async () => {
    await manyRequests(admin, crowd, 300, 1)
    await expectAll()
  })

  it('after everything is', async () => {
    expect(await merge()).toBe(300)
    expect(await merge()).toBe(0)
    await expectAll()
  })

  it('with a part of them merged', async () => {
    await manyRequests(admin, crowd, 200, 2)
    await expectAll()
  })

  it('while a merge is going on, and while two are', async () => {
    const rows = await everyRequest(admin)
    const [from, to] = spans[1]
    for (const seed of [3, 4, 5]) {
      const merging = [merge(), merge()]
      const reading = Array.from({ length: 6 }, () => overtimeStatistics(admin, { from, to, groupBy: 'employee', limit: 500 }))
      for (const told of await Promise.all(reading)) expect(told).toEqual(byHand(rows, from, to, 'employee'))
      await Promise.all(merging)
      await manyRequests(admin, crowd, 40, seed)
      rows.splice(0, rows.length, ...(await everyRequest(admin)))
    }
    await expectAll()
  })

  it('whatever becomes of a request: decided, reopened, withdrawn, revised, moved, deleted', async () => {
    const roll = dice(7)
    const pending = (await everyRequest(admin)).filter(({ status }) => status === 'pending')
    for (const [index, { id }] of pending.slice(0, 60).entries()) {
      const what = roll(6)
      if (what === 0) await decideOvertime(admin, { id, outcome: 'approved' })
      if (what === 1) await decideOvertime(admin, { id, outcome: 'rejected', reason: 'Too late' })
      if (what === 2) await withdrawOvertime(admin, { id })
      if (what === 3) await reviseOvertime(admin, { id, workDate: addDays('2026-09-01', index), timeStart: '21:00', timeEnd: '22:00' })
      if (what === 4) await reviseOvertime(admin, { id, projectId: crowd.projects[roll(4)]!.id })
      if (what === 5) await removeOvertime(admin, { id })
      if (roll(10) === 0) await merge()
    }
    await expectAll()
    await merge()
    await expectAll()
  })

  it('of what one sees, for who does not see everything', async () => {
    const [person] = crowd.people
    const staff = await here.actor('staff', person)
    const own = (await everyRequest(admin)).filter(({ employeeId }) => employeeId === person?.id)
    await expectStatistics(own, staff)
    await expectTotals(own, staff)
  })
})

describe('statistics', () => {
  it('show the first so many and sum up all', async () => {
    const [from, to] = spans[1]
    const all = byHand(await everyRequest(admin), from, to, 'employee')
    const told = await overtimeStatistics(admin, { from, to, groupBy: 'employee', limit: 2 })
    expect(told).toEqual({ ...all, rows: all.rows.slice(0, 2) })
  })

  it('refuse a span that ends before it begins', async () => {
    const asking = overtimeStatistics(admin, { from: '2026-06-25', to: '2026-05-26', groupBy: 'day', limit: 10 })
    expect((await refusal(asking)).details.fields).toMatchObject([{ path: 'to' }])
  })
})
