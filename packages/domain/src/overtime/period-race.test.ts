import { CreateHoliday } from '@lembur/contracts/rules'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createHoliday } from '../holiday/index.ts'
import { type Ctx, DomainError } from '../kernel/index.ts'
import { changePeriod } from '../period/index.ts'
import { type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody, waiting, within } from '../testing/overtime.ts'
import { may, periodIs } from '../testing/period.ts'
import { decideOvertime, reviseOvertime, submitOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

/** Enough for every order in which two writers can meet. */
const rounds = Array.from({ length: 20 }, (_, round) => round)
const inMay = { workDate: '2026-05-20' }

/** The codes of what was refused; anything but a refusal is a fault. */
async function atOnce(...running: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(running)
  return settled.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (result.reason instanceof DomainError) return [result.reason.code]
    throw result.reason
  })
}

const submit = (employee: { id: string }, values: object = inMay) =>
  submitOvertime(admin, aDraft(employee, here.plant.projects.ramp, values))
/** Nothing of earlier rounds, and a closed or open May. */
async function begin(state: 'open' | 'closed'): Promise<void> {
  await within(admin, async ({ sql }) => {
    await sql`delete from overtime_request`
    await sql`delete from holiday`
  })
  await periodIs(admin, state)
}
const pendingInMay = () =>
  within(
    admin,
    async ({ sql }) => (await sql`select 1 from overtime_request where status = 'pending' and work_date = ${inMay.workDate}`).length,
  )
const stateOfMay = () =>
  within(
    admin,
    async ({ sql }) => (await sql<{ state: string }[]>`select state from overtime_period where year = 2026 and month = 5`)[0]?.state,
  )

describe('a period that is closed while people write', () => {
  it('either has their request in it or refuses it: after the close none comes', async () => {
    for (const _ of rounds) {
      await begin('open')
      const people = await Promise.all([1, 2, 3].map(() => somebody(admin)))
      const closing = changePeriod(admin, { ...may, to: 'closed' }).then(pendingInMay)
      const refused = await atOnce(closing, ...people.map((employee) => submit(employee)))
      expect(refused.filter((code) => code !== 'period.closed')).toEqual([])
      expect(await pendingInMay()).toBe(people.length - refused.length)
      expect(await pendingInMay()).toBe(await closing)
    }
  })

  it('waits for a submit that is in flight, and its lock then sees what was filed', async () => {
    await begin('closed')
    const { id } = await periodOpenFor(async () => aFiled(admin, await somebody(admin), here.plant.projects.ramp, inMay))
    await decideOvertime(admin, { id, outcome: 'approved' })
    const [held, holding] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = within(admin, async ({ sql }) => {
      await sql`select 1 from overtime_request where id = ${id} for no key update`
      held.resolve()
      await holding.promise
    })
    await held.promise
    try {
      const reopening = decideOvertime(admin, { id, outcome: 'pending', reason: 'It was not' })
      await expect.poll(() => waiting(admin)).toBe(1)
      const locking = changePeriod(admin, { ...may, to: 'locked' })
      await expect.poll(() => waiting(admin)).toBe(2)
      holding.resolve()
      expect(await atOnce(reopening, locking)).toEqual(['period.pending'])
    } finally {
      holding.resolve()
      await other
    }
  })
})

/** Files while the period is open for a moment. */
async function periodOpenFor<T>(filing: () => Promise<T>): Promise<T> {
  await periodIs(admin, 'open')
  const filed = await filing()
  await periodIs(admin, 'closed')
  return filed
}

describe('a period that is locked while people write', () => {
  it('has nothing waiting in it, every time: a decision is either before the lock or refused', async () => {
    for (const round of rounds) {
      await begin('closed')
      const { id } = await periodOpenFor(async () => aFiled(admin, await somebody(admin), here.plant.projects.ramp, inMay))
      if (round % 2 === 0) await decideOvertime(admin, { id, outcome: 'approved' })
      const decision = round % 2 === 0 ? { outcome: 'pending' as const, reason: 'It was not' } : { outcome: 'approved' as const }
      const refused = await atOnce(changePeriod(admin, { ...may, to: 'locked' }), decideOvertime(admin, { id, ...decision }))
      for (const code of refused) expect(['period.pending', 'period.locked']).toContain(code)
      if ((await stateOfMay()) === 'locked') expect(await pendingInMay()).toBe(0)
    }
  })

  it('waits for nobody for ever, nor they for it: filing, revising, withdrawing, deciding and holidays beside it', async () => {
    for (const round of rounds) {
      await begin('open')
      const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => somebody(admin)))
      const filed = await Promise.all([one, two, three].map((employee) => aFiled(admin, employee!, here.plant.projects.ramp, inMay)))
      const [first, second, third] = filed.map(({ id }) => id)
      const refused = await atOnce(
        submit(four!),
        createHoliday(admin, CreateHoliday.parse({ title: `Feast ${round}`, date: inMay.workDate, isRecurring: round % 2 === 0 })),
        reviseOvertime(admin, { id: first!, workDate: '2026-06-03' }),
        changePeriod(admin, { ...may, to: 'closed' }),
        withdrawOvertime(admin, { id: second! }),
        decideOvertime(admin, { id: third!, outcome: 'approved' }),
        submit(one!, { workDate: '2026-06-04' }),
      )
      expect(refused.filter((code) => code !== 'period.closed')).toEqual([])
      expect(await stateOfMay()).toBe('closed')
    }
  })
})
