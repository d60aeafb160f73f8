import { CreateHoliday, ListHolidays } from '@lembur/contracts/rules'
import { anOvertimeRequest } from '@lembur/db/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { submitOvertime } from '../overtime/index.ts'
import { auditOf, clearQueue, eventsOf, queuedDates, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { aDraft, aFiled, waiting, within } from '../testing/overtime.ts'
import { createHoliday, getHoliday, listHolidays, removeHoliday, updateHoliday } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const holiday = (values: object) => CreateHoliday.parse({ title: 'Pancasila Day', date: '2026-06-01', ...values })
const listed = async (ctx: Ctx, filter: object) =>
  (await listHolidays(ctx, ListHolidays.parse(filter))).results.map(({ date, title }) => `${date} ${title}`)

type Request = Omit<Parameters<typeof anOvertimeRequest>[2], 'employeeId' | 'projectId'>
/** Files a request of Rizky's past the rules of the domain. */
const request = (values: Request) =>
  here.test.database.transaction({ organizationId: here.plant.organization.id }, (tx) =>
    anOvertimeRequest(tx, here.plant.organization.id, {
      employeeId: here.plant.employees.rizky.id,
      projectId: here.plant.projects.ramp.id,
      ...values,
    }),
  )
const kindOf = async (id: string) => {
  const [row] = await here.test.database.transaction(
    { organizationId: here.plant.organization.id },
    ({ sql }) => sql<{ kind: string; version: number }[]>`select kind, version from overtime_request where id = ${id}`,
  )
  return row
}

describe('listing holidays', () => {
  it('spreads recurring ones over the year or span that is asked for, for every role', async () => {
    await createHoliday(admin, holiday({ title: 'Independence Day', date: '2020-08-17', isRecurring: true }))
    await createHoliday(admin, holiday({ title: 'Leap Day', date: '2024-02-29', isRecurring: true }))
    await createHoliday(admin, holiday({ title: 'Eid al-Fitr', date: '2026-03-20' }))
    await createHoliday(admin, holiday({ title: 'Eid al-Fitr', date: '2025-03-31' }))
    const reader = await here.actor('user')
    expect(await listed(reader, { year: '2026' })).toEqual(['2026-03-20 Eid al-Fitr', '2026-08-17 Independence Day'])
    expect(await listed(reader, { year: 2028, order: 'desc' })).toEqual(['2028-08-17 Independence Day', '2028-02-29 Leap Day'])
    expect(await listed(reader, { from: '2025-08-01', to: '2026-08-17' })).toEqual([
      '2025-08-17 Independence Day',
      '2026-03-20 Eid al-Fitr',
      '2026-08-17 Independence Day',
    ])
    expect(await listed(reader, { from: '2024-01-01' })).toEqual([
      '2024-02-29 Leap Day',
      '2025-03-31 Eid al-Fitr',
      '2026-03-20 Eid al-Fitr',
    ])
    expect(await listHolidays(reader, ListHolidays.parse({ year: 2026, page: 2, pageSize: 1 }))).toMatchObject({
      count: 2,
      results: [{ title: 'Independence Day', isRecurring: true }],
    })
  })
})

describe('a holiday', () => {
  it('makes the requests that wait on its day holiday work, and has its workbooks rebuilt', async () => {
    const [waiting, approved, byHand, other] = [
      await request({ workDate: '2026-06-01' }),
      await request({ workDate: '2026-06-01', startMinute: 1200, status: 'approved' }),
      await request({ workDate: '2026-06-01', startMinute: 100, kind: 'weekday', kindOverrideReason: 'Swapped with Sunday' }),
      await request({ workDate: '2026-06-02' }),
    ]
    await clearQueue(admin)
    const made = await createHoliday(admin, holiday({}))
    expect(made).toMatchObject({ title: 'Pancasila Day', color: '#FFB6C1', version: 1, rederived: 1 })
    expect(await kindOf(waiting.id)).toEqual({ kind: 'holiday', version: 2 })
    expect(await kindOf(approved.id)).toEqual({ kind: 'weekday', version: 1 })
    expect(await kindOf(byHand.id)).toEqual({ kind: 'weekday', version: 1 })
    expect(await kindOf(other.id)).toEqual({ kind: 'weekday', version: 1 })
    expect(await queuedDates(admin)).toEqual(['2026-06-01'])
    const [audited] = await auditOf(admin, 'holiday.create')
    expect(audited).toMatchObject({
      before: null,
      after: { title: 'Pancasila Day', rederived: [{ id: waiting.id, workDate: '2026-06-01', from: 'weekday', to: 'holiday' }] },
    })
    expect(await eventsOf(admin, 'overtime')).toEqual([{ action: 'rederived', subjectId: null }])
    expect(await eventsOf(admin, 'holiday')).toEqual([{ action: 'created', subjectId: made.id }])
  })

  it('that recurs reaches its day of every year', async () => {
    const past = await request({ workDate: '2024-08-17' })
    const coming = await request({ workDate: '2027-08-17' })
    await clearQueue(admin)
    const made = await createHoliday(admin, holiday({ title: 'Independence Day', date: '2025-08-17', isRecurring: true }))
    expect(made.rederived).toBe(2)
    expect([await kindOf(past.id), await kindOf(coming.id)]).toMatchObject([{ kind: 'holiday' }, { kind: 'holiday' }])
    expect(await queuedDates(admin)).toEqual(['2024-08-17', '2027-08-17'])
    const once = await updateHoliday(admin, { id: made.id, isRecurring: false })
    expect(once.rederived).toBe(2)
    expect([await kindOf(past.id), await kindOf(coming.id)]).toMatchObject([{ kind: 'weekend' }, { kind: 'weekday' }])
  })

  it('that moves frees its old day and takes the new one', async () => {
    const [onOld, onNew] = [await request({ workDate: '2026-06-01' }), await request({ workDate: '2026-06-02' })]
    const made = await createHoliday(admin, holiday({}))
    await clearQueue(admin)
    const moved = await updateHoliday(admin, { id: made.id, version: 1, date: '2026-06-02' })
    expect(moved).toMatchObject({ date: '2026-06-02', version: 2, rederived: 2 })
    expect([await kindOf(onOld.id), await kindOf(onNew.id)]).toMatchObject([{ kind: 'weekday' }, { kind: 'holiday' }])
    expect(await queuedDates(admin)).toEqual(['2026-06-01', '2026-06-02'])
    expect(await auditOf(admin, 'holiday.update')).toMatchObject([
      { before: { date: '2026-06-01' }, after: { date: '2026-06-02', rederived: [{ to: 'weekday' }, { to: 'holiday' }] } },
    ])
  })

  it('that only changes its words leaves requests and workbooks alone', async () => {
    await request({ workDate: '2026-06-01' })
    const made = await createHoliday(admin, holiday({}))
    await clearQueue(admin)
    expect(await updateHoliday(admin, { id: made.id, description: 'National' })).toMatchObject({ rederived: 0, version: 2 })
    expect(await queuedDates(admin)).toEqual([])
    expect(await refusal(updateHoliday(admin, { id: made.id, version: 1, title: 'Late' }))).toMatchObject({ code: 'conflict.version' })
    expect(await updateHoliday(admin, { id: made.id, description: 'National' })).toMatchObject({ rederived: 0, version: 2 })
  })

  it('that goes leaves the day to the calendar, and to another holiday on it', async () => {
    const waiting = await request({ workDate: '2026-06-06' })
    const first = await createHoliday(admin, holiday({ date: '2026-06-06' }))
    const second = await createHoliday(admin, holiday({ date: '2026-06-06', title: 'Vesak' }))
    expect(second.rederived).toBe(0)
    expect((await removeHoliday(admin, first)).rederived).toBe(0)
    expect(await kindOf(waiting.id)).toMatchObject({ kind: 'holiday' })
    expect((await removeHoliday(admin, second)).rederived).toBe(1)
    expect(await kindOf(waiting.id)).toMatchObject({ kind: 'weekend' })
    expect(await refusal(getHoliday(admin, second))).toMatchObject({ code: 'not_found' })
    const [, audited] = await auditOf(admin, 'holiday.remove')
    expect(audited).toMatchObject({ before: { title: 'Vesak' }, after: { rederived: [{ from: 'holiday', to: 'weekend' }] } })
  })

  it('stands once on a date, and the refusal names the one that does', async () => {
    const made = await createHoliday(admin, holiday({}))
    const duplicate = { code: 'conflict.duplicate', details: { field: 'title', existingId: made.id } }
    expect(await refusal(createHoliday(admin, holiday({})))).toEqual(duplicate)
    const other = await createHoliday(admin, holiday({ date: '2026-06-02' }))
    expect(await refusal(updateHoliday(admin, { id: other.id, date: '2026-06-01' }))).toEqual(duplicate)
  })

  it.each(rolesWithout('holiday.update'))('is not changed by %s', async (role) => {
    const made = await createHoliday(admin, holiday({}))
    const ctx = await here.actor(role)
    expect(
      await refusalsOf([createHoliday(ctx, holiday({})), updateHoliday(ctx, { id: made.id, title: 'No' }), removeHoliday(ctx, made)]),
    ).toEqual(['permission.denied'])
    expect(await getHoliday(ctx, made)).toMatchObject({ title: 'Pancasila Day' })
  })
})

it('added while a request of its day is being filed: the request follows it, for neither is finished without the other', async () => {
  const { rizky, putri } = here.plant.employees
  await aFiled(admin, putri, here.plant.projects.ramp)
  const holding = Promise.withResolvers<void>()
  const held = within(admin, async ({ sql }) => {
    await sql`select from number_counter for update`
    await holding.promise
  })
  // It has looked at the calendar by the time it draws its number.
  const filing = submitOvertime(admin, aDraft(rizky, here.plant.projects.ramp, { workDate: '2026-06-10' }))
  await expect.poll(() => waiting(admin)).toBe(1)
  const adding = createHoliday(admin, holiday({ date: '2026-06-10' }))
  await expect.poll(() => waiting(admin)).toBe(2)
  holding.resolve()
  const [, { row }, { rederived }] = await Promise.all([held, filing, adding])
  expect([row.kind, rederived, (await kindOf(row.id))?.kind]).toEqual(['weekday', 1, 'holiday'])
})
