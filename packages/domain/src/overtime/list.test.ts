import { ListOvertime, type OvertimeRow } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aCrowd, type Crowd, everyRequest, manyRequests, type Plain } from '../testing/many.ts'
import { listOvertime } from './index.ts'

let here: World
let admin: Ctx
let crowd: Crowd
let all: Plain[]

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  crowd = await aCrowd(admin)
  await manyRequests(admin, crowd, 400, 1)
  all = await everyRequest(admin)
})
afterAll(() => here.end())

const list = (query: Partial<ListOvertime>, ctx = admin) => listOvertime(ctx, ListOvertime.parse({ pageSize: 500, ...query }))
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('a list', () => {
  it.each<[string, (crowd: Crowd) => Partial<ListOvertime>, (row: Plain, crowd: Crowd) => boolean]>([
    ['nothing', () => ({}), () => true],
    [
      'a span of dates, both ends included',
      () => ({ from: '2026-02-03', to: '2026-05-06' }),
      (row) => row.workDate >= '2026-02-03' && row.workDate <= '2026-05-06',
    ],
    ['a first date', () => ({ from: '2026-07-01' }), (row) => row.workDate >= '2026-07-01'],
    ['one state', () => ({ status: ['pending'] }), (row) => row.status === 'pending'],
    ['two states', () => ({ status: ['rejected', 'withdrawn'] }), (row) => ['rejected', 'withdrawn'].includes(row.status)],
    ['a kind of day', () => ({ kind: ['holiday'] }), (row) => row.kind === 'holiday'],
    ['an employee', ({ people }) => ({ employeeId: [people[0]!.id] }), (row, { people }) => row.employeeId === people[0]?.id],
    [
      'two employees',
      ({ people }) => ({ employeeId: idsOf(people.slice(1, 3)) }),
      (row, { people }) => idsOf(people.slice(1, 3)).includes(row.employeeId),
    ],
    ['a project', ({ projects }) => ({ projectId: [projects[2]!.id] }), (row, { projects }) => row.projectId === projects[2]?.id],
    [
      'a department',
      ({ departments }) => ({ departmentId: [departments[1]!.id] }),
      (row, { departments }) => row.departmentId === departments[1]?.id,
    ],
    [
      'a department’s code in any case',
      () => ({ departmentCode: [' press', 'CABLE'] }),
      (row) => ['PRESS', 'CABLE'].includes(row.departmentCode ?? ''),
    ],
    [
      'several of them crossed',
      ({ people }) => ({ from: '2026-03-01', status: ['approved'], kind: ['weekday', 'weekend'], employeeId: idsOf(people.slice(0, 4)) }),
      (row, { people }) =>
        row.workDate >= '2026-03-01' &&
        row.status === 'approved' &&
        row.kind !== 'holiday' &&
        idsOf(people.slice(0, 4)).includes(row.employeeId),
    ],
    ['what nobody has', () => ({ employeeId: [newId()] }), () => false],
  ])('filtered by %s holds just those rows', async (_, query, belongs) => {
    const expected = all.filter((row) => belongs(row, crowd))
    const { count, results } = await list(query(crowd))
    expect(idsOf(results).toSorted()).toEqual(idsOf(expected).toSorted())
    expect(count).toBe(expected.length)
  })

  it('without an order is by work date, the newest first, and complete in each row', async () => {
    const [first] = (await list({})).results
    const plain = all.toSorted((a, b) => (b.workDate + b.id < a.workDate + a.id ? -1 : 1))[0]!
    const { number: _running, workerId: employeeWorkerId, ...told } = plain
    expect(first).toMatchObject({ ...told, employeeWorkerId })
    expect(first?.can).toEqual(expect.any(Object))
  })

  it.each(['workDate', 'employeeName', 'projectName', 'minutes', 'status', 'createdAt', 'startMinute'] as const)(
    'is sorted by %s in both directions',
    async (sort) => {
      const value = (row: OvertimeRow) => row[sort]
      for (const order of ['asc', 'desc'] as const) {
        const values = (await list({ sort, order })).results.map(value)
        const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(values).toEqual(order === 'asc' ? sorted : sorted.toReversed())
      }
    },
  )

  it.each(['workDate', 'employeeName', 'minutes', 'status'] as const)(
    'turned page by page, sorted by %s, shows every row exactly once',
    async (sort) => {
      const seen: string[] = []
      for (let page = 1; page <= 5; page++) seen.push(...idsOf((await list({ sort, page, pageSize: 90 })).results))
      expect(seen.toSorted()).toEqual(idsOf(all).toSorted())
    },
  )

  it.each(['asc', 'desc'] as const)('followed by its cursor, %s, shows every row exactly once and then ends', async (order) => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ order, pageSize: 37, cursor })
      seen.push(...idsOf(page.results))
      expect(page.count).toBe(all.length)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.toSorted()).toEqual(idsOf(all).toSorted())
    expect(seen).toHaveLength(all.length)
  })

  it('whose last page is full offers no empty one after it', async () => {
    const query = { status: ['pending' as const] }
    const pageSize = (await list(query)).count
    expect((await list({ ...query, pageSize })).nextCursor).toBeNull()
  })

  it('says "1,000 and more" instead of counting a whole table', async () => {
    await manyRequests(admin, crowd, 610, 2)
    expect(await list({ pageSize: 1 })).toMatchObject({ count: 1000, countIsMinimum: true })
    expect(await list({ pageSize: 1, status: ['pending'] })).toMatchObject({ countIsMinimum: false })
  })

  it.each(['yesterday', '2026-06-11', '2026-13-45~019e0000-0000-7000-8000-000000000000', "2026-06-11~'; drop table employee"])(
    'refuses what is no cursor of its own: %s',
    async (cursor) => {
      const { code, details } = await refusal(list({ cursor }))
      expect(code).toBe('input.invalid')
      expect(details.fields).toMatchObject([{ path: 'cursor' }])
    },
  )

  it('refuses a cursor with an order that it does not continue', async () => {
    const { nextCursor } = await list({ pageSize: 2 })
    expect((await refusal(list({ sort: 'minutes', cursor: nextCursor! }))).details.fields).toMatchObject([{ path: 'cursor' }])
  })
})
