import { newId } from '@lembur/db'
import { overtimeLimit } from '@lembur/db/schema'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Ctx, DomainError } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody, stored, waiting, within } from '../testing/overtime.ts'
import { decideOvertime, getOvertime, reviseOvertime, submitOvertime, withdrawOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

/** Enough for every order in which two writers can meet. */
const rounds = Array.from({ length: 25 }, (_, round) => round)

/** Runs all at once: what each gave, and the codes of those that were refused. Anything but a refusal is a fault. */
async function atOnce<T>(...running: Promise<T>[]): Promise<{ won: T[]; refused: string[] }> {
  const settled = await Promise.allSettled(running)
  const won: T[] = []
  const refused: string[] = []
  for (const result of settled) {
    if (result.status === 'fulfilled') won.push(result.value)
    else if (result.reason instanceof DomainError) refused.push(result.reason.code)
    else throw result.reason
  }
  return { won, refused }
}

const submit = (employee: { id: string }, values: Parameters<typeof aDraft>[2] = {}) =>
  submitOvertime(admin, aDraft(employee, here.plant.projects.ramp, values))

const requestsOf = (employee: { id: string }) =>
  within(
    admin,
    ({ sql }) => sql<{ id: string; status: string; minutes: number }[]>`
    select id, status, minutes from overtime_request where employee_id = ${employee.id}`,
  )

describe('two submits at once', () => {
  it('that overlap: exactly one wins, every time', async () => {
    for (const _ of rounds) {
      const employee = await somebody(admin)
      const { won, refused } = await atOnce(
        submit(employee),
        submit(employee, { timeStart: '18:00', timeEnd: '20:00' }),
        submit(employee, { workDate: '2026-06-10', timeStart: '23:00', timeEnd: '18:10' }),
      )
      expect(won).toHaveLength(1)
      expect(refused).toEqual(['overtime.overlap', 'overtime.overlap'])
      expect(await requestsOf(employee)).toHaveLength(1)
    }
  })

  it('with the same id: one row, and the same answer to both', async () => {
    for (const _ of rounds) {
      const employee = await somebody(admin)
      const id = newId()
      const { won, refused } = await atOnce(submit(employee, { id }), submit(employee, { id }), submit(employee, { id }))
      expect(refused).toEqual([])
      expect(new Set(won.map(({ row }) => JSON.stringify(row))).size).toBe(1)
      expect(await requestsOf(employee)).toHaveLength(1)
    }
  })

  it('with the same id for two people: one wins, the other hears of the id', async () => {
    for (const _ of rounds) {
      const [one, other] = [await somebody(admin), await somebody(admin)]
      const id = newId()
      const { won, refused } = await atOnce(submit(one, { id }), submit(other, { id }))
      expect(won).toHaveLength(1)
      expect(refused).toEqual(['overtime.duplicate_id'])
    }
  })

  it('by many people take numbers without a gap and without a double, refused ones none', async () => {
    const now = new Date('2033-03-03T03:03:03Z')
    const people = await Promise.all(Array.from({ length: 12 }, () => somebody(admin)))
    const submitting = people.flatMap((employee) => [
      submitOvertime({ ...admin, now }, aDraft(employee, here.plant.projects.ramp)),
      submitOvertime({ ...admin, now }, aDraft(employee, here.plant.projects.fixture)),
    ])
    const { won, refused } = await atOnce(...submitting)
    expect(refused).toHaveLength(12)
    const numbers = won.map(({ row }) => row.number).toSorted()
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => `OT-2033-${String(n + 1).padStart(6, '0')}`))
  })

  it('wait for each other at the employee, and the second sums what the first has stored', async () => {
    const employee = await somebody(admin)
    await blockWeekOf(employee, 120)
    const holding = Promise.withResolvers<void>()
    const held = within(admin, async ({ sql }) => {
      await sql`select 1 from employee where id = ${employee.id} for no key update`
      await holding.promise
    })
    await expect.poll(() => lockers(employee)).toBe(1)
    const both = atOnce(submit(employee, { timeEnd: '19:00' }), submit(employee, { workDate: '2026-06-12', timeEnd: '19:00' }))
    await expect.poll(() => waiting(admin)).toBe(2)
    holding.resolve()
    await held
    expect((await both).refused).toEqual(['overtime.limit_exceeded'])
  })
})

/** Whether somebody holds the employee's row: asked without waiting for it. */
const lockers = async (employee: { id: string }) => {
  const free = await within(admin, ({ sql }) => sql`select 1 from employee where id = ${employee.id} for no key update skip locked`)
  return 1 - free.length
}

const blockWeekOf = (employee: { id: string }, maxMinutes: number) =>
  within(admin, ({ db }) =>
    db.insert(overtimeLimit).values({
      organizationId: admin.actor.organizationId,
      id: newId(),
      scope: 'employee',
      employeeId: employee.id,
      span: 'week',
      maxMinutes,
      severity: 'block',
    }),
  )

describe('approvals at once', () => {
  it('cannot pass a limit that blocks: exactly as many as fit are approved, every time', async () => {
    for (const round of rounds) {
      const employee = await somebody(admin)
      const fitting = 1 + (round % 3)
      await blockWeekOf(employee, fitting * 60 + 30)
      const requests = await stored(
        admin,
        [0, 1, 2, 3].map((day) => ({
          employeeId: employee.id,
          projectId: here.plant.projects.ramp.id,
          workDate: `2026-06-0${8 + (day % 2)}`,
          startMinute: 1020 + day * 70,
        })),
      )
      const { won, refused } = await atOnce(...requests.map(({ id }) => decideOvertime(admin, { id, outcome: 'approved' })))
      expect(won).toHaveLength(fitting)
      expect(refused).toEqual(Array.from({ length: 4 - fitting }, () => 'overtime.limit_exceeded'))
      const approved = (await requestsOf(employee)).filter(({ status }) => status === 'approved')
      expect(approved).toHaveLength(fitting)
    }
  })
})

describe('one request, two writers at once', () => {
  it('decided twice: one decision stands, the other hears whose', async () => {
    const other = await here.actor('ptb_admin')
    for (const _ of rounds) {
      const { id } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
      const { won, refused } = await atOnce(
        decideOvertime(admin, { id, outcome: 'approved' }),
        decideOvertime(other, { id, outcome: 'rejected', reason: 'Too late' }),
      )
      expect(refused).toEqual(['overtime.transition'])
      const { status, decidedByName, version } = await getOvertime(admin, { id })
      expect({ status, decidedByName, version }).toEqual({ status: won[0]?.status, decidedByName: won[0]?.decidedByName, version: 2 })
    }
  })

  it('decided and withdrawn: either one or the other', async () => {
    const { putri } = here.plant.employees
    const owner = await here.actor('staff', putri)
    for (const _ of rounds) {
      const { id } = await aFiled(owner, putri, here.plant.projects.ramp)
      const { won, refused } = await atOnce(
        decideOvertime(admin, { id, outcome: 'rejected', reason: 'Too late' }),
        withdrawOvertime(owner, { id }),
      )
      expect(won).toHaveLength(1)
      expect(['overtime.transition', 'overtime.not_pending']).toContain(refused[0])
      expect((await getOvertime(admin, { id })).status).toBe(won[0]?.status)
    }
  })

  it('revised twice by people who saw the same version: one is told', async () => {
    for (const _ of rounds) {
      const { id, version } = await aFiled(admin, await somebody(admin), here.plant.projects.ramp)
      const { won, refused } = await atOnce(
        reviseOvertime(admin, { id, version, reason: 'First' }),
        reviseOvertime(admin, { id, version, reason: 'Second' }),
      )
      expect(won).toHaveLength(1)
      expect(refused).toEqual(['conflict.version'])
    }
  })

  it('moved between two dates in opposite directions: neither waits for ever', async () => {
    const [one, other] = ['2027-01-04', '2027-01-28']
    const moving = await Promise.all(
      [one, other, one, other].map(async (workDate) => aFiled(admin, await somebody(admin), here.plant.projects.ramp, { workDate })),
    )
    for (const round of rounds) {
      await here.services.database.global`delete from pgboss.job`
      // Where the files are there already, the writers meet only at their jobs.
      if (round % 5 === 0) await within(admin, ({ sql }) => sql`delete from report_file`)
      const dates = round % 2 === 0 ? [other, one] : [one, other]
      const { won } = await atOnce(...moving.map(({ id }, index) => reviseOvertime(admin, { id, workDate: dates[index % 2] })))
      expect(won).toHaveLength(4)
    }
  })
})

describe('a rejected request that is reopened while its time is being filed again', () => {
  it('lies over nothing: one of the two is refused, every time', async () => {
    for (const _ of rounds) {
      const employee = await somebody(admin)
      const { id } = await aFiled(admin, employee, here.plant.projects.ramp)
      await decideOvertime(admin, { id, outcome: 'rejected', reason: 'Too late' })
      const reopening = decideOvertime(admin, { id, outcome: 'pending', reason: 'It was not' }).then((row) => row.id)
      const { won, refused } = await atOnce(
        reopening,
        submit(employee).then(({ row }) => row.id),
      )
      expect(won).toHaveLength(1)
      expect(refused).toEqual(['overtime.overlap'])
    }
  })
})

it('a submit whose number cannot be drawn gives up and stores nothing, instead of waiting for somebody who waits for it', async () => {
  const [first, second] = [await somebody(admin), await somebody(admin)]
  const { won } = await atOnce(submit(first))
  expect(won).toHaveLength(1)
  const circle = within(admin, async ({ sql }) => {
    await sql`select from number_counter for update`
    const filing = submit(second).catch((error: unknown) => error)
    await expect.poll(() => waiting(admin)).toBe(1) // it holds its employee and waits for the counter
    await sql`select from employee where id = ${second.id} for update`
    return filing
  })
  expect(await circle).toMatchObject({ code: '55P03' })
  expect(await requestsOf(second)).toEqual([])
  expect(await submit(second)).toMatchObject({ row: { status: 'pending' } })
})
