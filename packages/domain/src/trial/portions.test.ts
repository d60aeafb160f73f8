import { overtimeRequest } from '@lembur/db/schema'
import { anOvertimeRequest } from '@lembur/db/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { eventsOf, type World, world } from '../testing/index.ts'
import { aCrowd, manyRequests } from '../testing/many.ts'
import { within } from '../testing/overtime.ts'
import { aDraftPolicy, aTrial, replayed } from '../testing/trial.ts'
import { cancelTrial, getTrial, openReplay, removeTrial, resumeTrial } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  await manyRequests(admin, await aCrowd(admin), 300, 4)
})
afterEach(() => here.end())

/** Rates and caps that give thirds, and violations on both sides. */
const thirds = {
  days: {
    workday: {
      ladder: [
        { minutes: 7, label: 'overtime', rate: '4/3', class: 'overtime' },
        { minutes: null, label: 'overtime', rate: '5/3', class: 'overtime' },
      ],
    },
  },
  caps: { 'PLANT.DAY': { severity: 'violation', window: 'day', counts: ['overtime'], limit: 15 } },
}
const aTrialOfThirds = async () => aTrial(admin, await aDraftPolicy(admin, thirds), { periods: 6 })

/** The figures of a trial with nothing that differs between two trials of the same. */
async function figures(id: string) {
  const { total, departments, people, state, peopleDone, peopleTotal } = await getTrial(admin, { id })
  return { total, departments, people, state, peopleDone, peopleTotal }
}

describe('a replay', () => {
  it('comes to the same sums however many people it takes at a time', async () => {
    const whole = await aTrialOfThirds()
    await replayed(admin, whole)
    const expected = await figures(whole)
    expect(expected).toMatchObject({ state: 'done', peopleDone: 10, peopleTotal: 10, total: { people: 7, peopleAffected: 7 } })
    expect(expected.total.violations.find(({ code }) => code === 'PLANT.DAY')).toMatchObject({ before: 0, after: expect.any(Number) })
    for (const size of [1, 2, 3, 10]) {
      const id = await aTrialOfThirds()
      await replayed(admin, id, size)
      expect(await figures(id)).toEqual(expected)
    }
  })

  it('is the sum of what each department comes to', async () => {
    const id = await aTrialOfThirds()
    await replayed(admin, id)
    const { total, departments } = await figures(id)
    const sum = (of: (row: (typeof departments)[number]) => number) => departments.reduce((all, row) => all + of(row), 0)
    expect(departments).toHaveLength(4)
    expect([sum((row) => row.people), sum((row) => row.requests), sum((row) => row.workedMinutes)]).toEqual([
      total.people,
      total.requests,
      total.workedMinutes,
    ])
    const counted = await within(admin, async ({ sql }) => {
      const [row] = await sql<{ requests: number; minutes: number }[]>`
        select count(*)::int as requests, sum(minutes)::int as minutes from overtime_request
        where status in ('pending', 'approved') and work_date between '2025-11-26' and '2026-05-25'`
      return row
    })
    expect(counted).toEqual({ requests: total.requests, minutes: total.workedMinutes })
  })

  it('goes on behind the last people stored, after its worker was killed, and counts nobody twice', async () => {
    const whole = await aTrialOfThirds()
    await replayed(admin, whole)
    const id = await aTrialOfThirds()
    const killed = await openReplay(admin, id, { size: 3 })
    expect(await killed?.next(admin.now)).toBe(true)
    expect(await figures(id)).toMatchObject({ state: 'running', peopleDone: 3, peopleTotal: 10 })
    await replayed(admin, id, 4)
    expect(await figures(id)).toEqual(await figures(whole))
  })

  it('is not set back by a worker that was thought dead', async () => {
    const id = await aTrialOfThirds()
    const [slow, other] = [await openReplay(admin, id, { size: 2 }), await openReplay(admin, id, { size: 3 })]
    for (const expected of [3, 6]) {
      await other?.next(admin.now)
      expect(await figures(id)).toMatchObject({ peopleDone: expected })
    }
    expect(await slow?.next(admin.now)).toBe(true)
    expect(await figures(id)).toMatchObject({ peopleDone: 6 })
    await slow?.next(admin.now)
    expect(await figures(id)).toMatchObject({ peopleDone: 8 })
  })

  it('counts nobody twice when two workers are at it', async () => {
    const whole = await aTrialOfThirds()
    await replayed(admin, whole)
    const id = await aTrialOfThirds()
    const [one, other] = [await openReplay(admin, id, { size: 2 }), await openReplay(admin, id, { size: 3 })]
    const through = async (replay: typeof one) => {
      while (await replay?.next(admin.now));
    }
    await Promise.all([through(one), through(other)])
    expect(await figures(id)).toEqual(await figures(whole))
  })

  it('stops between two portions when it is cancelled, and goes on there when it is resumed', async () => {
    const whole = await aTrialOfThirds()
    await replayed(admin, whole)
    const id = await aTrialOfThirds()
    const replay = await openReplay(admin, id, { size: 4 })
    await replay?.next(admin.now)
    await cancelTrial(admin, { id })
    expect(await replay?.next(admin.now)).toBe(false)
    expect(await figures(id)).toMatchObject({ state: 'cancelled', peopleDone: 4 })
    await resumeTrial(admin, { id })
    await replayed(admin, id)
    expect(await figures(id)).toEqual(await figures(whole))
  })

  it('ends when it is thrown away', async () => {
    const id = await aTrialOfThirds()
    const replay = await openReplay(admin, id, { size: 4 })
    await replay?.next(admin.now)
    await removeTrial(admin, { id })
    expect(await replay?.next(admin.now)).toBe(false)
  })

  it('tells open tabs of its progress once a second, and of its end', async () => {
    const id = await aTrialOfThirds()
    const at = (milliseconds: number) => new Date(admin.now.getTime() + milliseconds)
    const replay = await openReplay(admin, id, { size: 3 })
    for (const milliseconds of [0, 400, 999, 1300]) await replay?.next(at(milliseconds))
    const told = (await eventsOf(admin, 'trial')).map(({ action }) => action)
    expect(told).toEqual(['started', 'progressed', 'progressed', 'done'])
  })
})

it('leaves requests as they are', async () => {
  const read = () => within(admin, ({ db }) => db.select().from(overtimeRequest).orderBy(overtimeRequest.id))
  await within(admin, (tx) =>
    anOvertimeRequest(tx, admin.actor.organizationId, {
      employeeId: here.plant.employees.rizky.id,
      projectId: here.plant.projects.ramp.id,
      workDate: '2026-05-05',
    }),
  )
  const before = await read()
  await replayed(admin, await aTrialOfThirds())
  expect(await read()).toEqual(before)
})
