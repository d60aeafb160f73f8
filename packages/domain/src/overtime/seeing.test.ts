import { ListOvertime } from '@lembur/contracts/overtime'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { allOf, type World, world } from '../testing/index.ts'
import { aCrowd, type Crowd, everyRequest, manyRequests, type Plain } from '../testing/many.ts'
import { exportOvertime, listOvertime } from './index.ts'

let here: World
let admin: Ctx
let crowd: Crowd
let all: Plain[]

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  crowd = await aCrowd(admin)
  await manyRequests(admin, crowd, 700, 1)
  all = await everyRequest(admin)
})
afterAll(() => here.end())

const list = (query: Partial<ListOvertime>, ctx = admin) => listOvertime(ctx, ListOvertime.parse({ pageSize: 500, ...query }))
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('what one sees', () => {
  const seenBy = async (ctx: Ctx) => idsOf((await list({ pageSize: 500 }, ctx)).results).toSorted()
  const of = (belongs: (row: Plain) => boolean) => idsOf(all.filter(belongs)).toSorted()

  it('is one’s own, for users and staff', async () => {
    const [person] = crowd.people
    for (const role of ['user', 'staff'] as const) {
      expect(await seenBy(await here.actor(role, person))).toEqual(of((row) => row.employeeId === person?.id))
    }
  })

  it('is nothing, for those who are no employee', async () => {
    expect(await seenBy(await here.actor('staff'))).toEqual([])
  })

  it.each(['overtime.read', 'overtime.create', 'overtime.decide'] as const)(
    'is a department’s too, by a grant of %s',
    async (permission) => {
      const [person] = crowd.people
      const departmentId = crowd.departments[2]!.id
      const leader = await here.actor('staff', person, [{ permission, departmentId }])
      expect(await seenBy(leader)).toEqual(of((row) => row.employeeId === person?.id || row.departmentId === departmentId))
    },
  )

  it('is everything, by a grant for every department', async () => {
    const reader = await here.actor('user', null, [{ permission: 'overtime.read', departmentId: null }])
    expect((await list({}, reader)).count).toBe(all.length)
  })

  it('is not widened by asking for others', async () => {
    const [person, other] = crowd.people
    const staff = await here.actor('staff', person)
    expect((await list({ employeeId: [other!.id] }, staff)).results).toEqual([])
    expect((await list({ search: other!.name }, staff)).results).toEqual([])
  })
})

describe('an export', () => {
  it('gives every row of its filter once, the newest work date first', async () => {
    const rows = await allOf(exportOvertime(admin, {}))
    expect(idsOf(rows).toSorted()).toEqual(idsOf(all).toSorted())
    const dates = rows.map(({ workDate }) => workDate)
    expect(dates).toEqual(dates.toSorted().toReversed())
  })

  it('keeps to its filter and to what one sees', async () => {
    const [person] = crowd.people
    const rows = await allOf(exportOvertime(await here.actor('staff', person), { status: ['approved'] }))
    expect(idsOf(rows).toSorted()).toEqual(
      idsOf(all.filter((row) => row.employeeId === person?.id && row.status === 'approved')).toSorted(),
    )
  })

  it('of nothing is empty', async () => {
    expect(await allOf(exportOvertime(admin, { from: '2099-01-01' }))).toEqual([])
  })
})
