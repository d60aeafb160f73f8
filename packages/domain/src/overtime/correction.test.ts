import { CreateCorrection, ListCorrections } from '@lembur/contracts/closing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { listNotifications } from '../notification/index.ts'
import { getPeriod } from '../period/index.ts'
import { allOf, auditOf, eventsOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { somebody, stored, within } from '../testing/overtime.ts'
import { may, periodIs } from '../testing/period.ts'
import { correctOvertime, exportCorrections, getOvertime, listCorrections, previewCorrection } from './index.ts'

let here: World
let admin: Ctx
const june = { year: 2026, month: 6 }

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())
beforeEach(async () => {
  await within(admin, ({ sql }) => sql`delete from overtime_period`.execute())
  await periodIs(admin, 'locked')
})

/** An approved hour of somebody new, 17:00 to 18:00 on a Wednesday of the locked May period. */
async function approved(values: object = {}, of: { id: string; departmentId: string | null } | null = null) {
  const employee = of ?? (await somebody(admin))
  const request = {
    employeeId: employee.id,
    departmentId: employee.departmentId,
    projectId: here.plant.projects.ramp.id,
    workDate: '2026-05-20',
  }
  const [row] = await stored(admin, [{ ...request, startMinute: 1020, status: 'approved', ...values }])
  if (!row) throw new Error('No request was stored')
  return row
}
const correct = (requestId: string, values: object, ctx = admin) =>
  correctOvertime(ctx, CreateCorrection.parse({ requestId, reason: 'The gate says 19:30', ...values }))

describe('a correction', () => {
  it('says what was counted, what should have been, and lands its difference in the next open period', async () => {
    const { id } = await approved()
    const correction = await correct(id, { timeEnd: '19:30' })
    expect(correction).toMatchObject({ of: may, landsIn: june, differenceMinutes: 90, reason: 'The gate says 19:30' })
    expect(correction.before).toMatchObject({
      workDate: '2026-05-20',
      timeStart: '17:00',
      timeEnd: '18:00',
      minutes: 60,
      kind: 'weekday',
      counts: true,
    })
    expect(correction.after).toMatchObject({ timeStart: '17:00', timeEnd: '19:30', minutes: 150, breaks: [], counts: true })
    expect(await getOvertime(admin, { id })).toMatchObject({ minutes: 60, version: 1, corrections: [correction] })
    expect(await getPeriod(admin, june)).toMatchObject({ corrections: 1, correctionMinutes: 90 })
  })

  it('computes breaks and hours by the rules of a shift, and names a wrong field', async () => {
    const { id } = await approved()
    expect((await correct(id, { timeStart: '17:00', timeEnd: '22:30' })).after).toMatchObject({ minutes: 270, breakMinutes: 60 })
    const outside = correct(id, { breaks: [{ start: '05:00', end: '06:00' }] })
    expect(await refusal(outside)).toMatchObject({
      code: 'input.invalid',
      details: { fields: [{ path: 'breaks.0.start', code: 'overtime.break_outside' }] },
    })
  })

  it('starts from where the last one of the request left it', async () => {
    const { id } = await approved()
    const first = await correct(id, { timeEnd: '19:30' })
    const second = await correct(id, { timeEnd: '19:00', kind: 'holiday' })
    expect(second.before).toEqual(first.after)
    expect(second).toMatchObject({ differenceMinutes: -30, after: { kind: 'holiday', minutes: 120 } })
    expect((await getOvertime(admin, { id })).corrections.map(({ id }) => id)).toEqual([first.id, second.id])
  })

  it('may say that the request should not have counted, and be taken back by another', async () => {
    const { id } = await approved()
    expect(await correct(id, { void: true })).toMatchObject({ differenceMinutes: -60, after: { minutes: 0, counts: false } })
    expect(await refusal(correct(id, { void: true }))).toMatchObject({ code: 'correction.no_difference' })
    expect(await correct(id, {})).toMatchObject({ differenceMinutes: 60, after: { timeEnd: '18:00', minutes: 60, counts: true } })
  })

  it('that changes nothing is refused', async () => {
    const { id } = await approved()
    expect(await refusal(correct(id, { timeStart: '17:00', timeEnd: '18:00' }))).toMatchObject({ code: 'correction.no_difference' })
  })

  it('is for requests of locked periods that count; a new date lies in a locked one too', async () => {
    const [running, withdrawn, fine] = [
      await approved({ workDate: '2026-06-03' }),
      await approved({ status: 'withdrawn' }),
      await approved(),
    ]
    expect(await refusal(correct(running.id, { timeEnd: '19:00' }))).toMatchObject({
      code: 'period.not_locked',
      details: { ...june, state: 'open' },
    })
    expect(await refusal(correct(withdrawn.id, { timeEnd: '19:00' }))).toMatchObject({ code: 'correction.not_counted' })
    expect(await refusal(correct(fine.id, { workDate: '2026-06-03' }))).toMatchObject({ code: 'period.not_locked', details: june })
    // A Saturday: what the calendar says, since nobody says otherwise.
    expect(await correct(fine.id, { workDate: '2026-05-23' })).toMatchObject({ differenceMinutes: 0, after: { kind: 'weekend' } })
    await periodIs(admin, 'closed')
    expect(await refusal(correct((await approved()).id, { timeEnd: '19:00' }))).toMatchObject({ code: 'period.not_locked' })
  })

  it('passes over closed periods, and finds none where a year of them is closed', async () => {
    await periodIs(admin, 'closed', june)
    await periodIs(admin, 'locked', { year: 2026, month: 7 })
    expect(await correct((await approved()).id, { void: true })).toMatchObject({ landsIn: { year: 2026, month: 8 } })
    for (let at = 8; at <= 17; at++) await periodIs(admin, 'closed', { year: at > 12 ? 2027 : 2026, month: at > 12 ? at - 12 : at })
    expect(await refusal(correct((await approved()).id, { void: true }))).toMatchObject({ code: 'period.none_open', details: june })
  })

  it('of an old period lands in the running one, by the employee’s own cycle', async () => {
    const january = { year: 2026, month: 1 }
    await periodIs(admin, 'processed', january)
    const early = await somebody(admin, { periodStartDay: 8 })
    const old = await approved({ workDate: '2026-01-05' }, early)
    expect(await correct(old.id, { void: true })).toMatchObject({ of: january, landsIn: { year: 2026, month: 7 } })
  })

  it('may not lie over another request of the employee, as that one was last corrected', async () => {
    const employee = await somebody(admin)
    const [first, second] = [await approved({}, employee), await approved({ startMinute: 1140 }, employee)]
    const clash = await refusal(correct(first.id, { timeEnd: '19:30' }))
    expect(clash).toMatchObject({ code: 'overtime.overlap', details: { existingId: second.id, existing: { timeStart: '19:00' } } })
    await correct(second.id, { timeStart: '19:30', timeEnd: '20:30' })
    expect(await correct(first.id, { timeEnd: '19:30' })).toMatchObject({ differenceMinutes: 90 })
    expect(await refusal(correct(second.id, { timeStart: '19:15' }))).toMatchObject({ code: 'overtime.overlap' })
    await correct(first.id, { void: true })
    expect(await correct(second.id, { timeStart: '19:15' })).toMatchObject({ differenceMinutes: 15 })
  })

  it('is in the history of the request, told to its employee and announced', async () => {
    const { putri } = here.plant.employees
    const owner = await here.actor('staff', putri)
    const { id } = await approved({ workDate: '2026-05-06' }, putri)
    await correct(id, { timeEnd: '19:00' })
    expect((await auditOf(admin, 'overtime.correct')).at(-1)).toMatchObject({
      subjectId: id,
      before: { timeEnd: '18:00', minutes: 60 },
      after: { timeEnd: '19:00', minutes: 120, correctionReason: 'The gate says 19:30' },
    })
    expect((await getOvertime(owner, { id })).timeline.map(({ action }) => action)).toEqual(['overtime.correct'])
    const told = await listNotifications(owner, { page: 1, pageSize: 5, archived: false })
    expect(told.results).toMatchObject([
      { kind: 'overtime.corrected', data: { differenceMinutes: 60, timeEnd: '19:00' }, link: `/ot/history?request=${id}` },
    ])
    expect(await eventsOf(admin, 'correction')).toContainEqual({ action: 'created', subjectId: id })
  })

  it('is shown before it is made, and then nothing is stored', async () => {
    const { id } = await approved()
    const shown = await previewCorrection(admin, { requestId: id, timeEnd: '19:30', void: false })
    expect(shown).toMatchObject({ differenceMinutes: 90, of: may, landsIn: june, before: { minutes: 60 }, after: { minutes: 150 } })
    expect((await getOvertime(admin, { id })).corrections).toEqual([])
  })

  it('stays as it was written, whoever asks', async () => {
    const { id } = await correct((await approved()).id, { void: true })
    const changing = within(admin, ({ sql }) => sql`update overtime_correction set reason = 'Other' where id = ${id}`.execute())
    await expect(changing).rejects.toMatchObject({ code: '23001' })
    const removing = within(admin, ({ sql }) => sql`delete from overtime_correction where id = ${id}`.execute())
    await expect(removing).rejects.toMatchObject({ code: '23001' })
  })

  it.each(rolesWithout('correction.create'))('is not made by %s', async (role) => {
    const { id } = await approved()
    const ctx = await here.actor(role)
    expect(['permission.denied', 'not_found']).toContain((await refusal(correct(id, { void: true }, ctx))).code)
  })

  it('is not made by anybody for himself', async () => {
    const employee = await somebody(admin)
    const own = await here.actor('ptb_admin', employee)
    expect(await refusal(correct((await approved({}, employee)).id, { void: true }, own))).toMatchObject({ code: 'overtime.own_request' })
  })

  it('made twice at once starts the second from the first', async () => {
    const { id } = await approved()
    const both = await Promise.all([correct(id, { timeEnd: '19:00' }), correct(id, { timeEnd: '20:00' })])
    const [first, second] = both.toSorted((a, b) => a.before.minutes - b.before.minutes)
    expect(second?.before).toEqual(first?.after)
  })

  it('that waited for another starts from it, though its clock was read before', async () => {
    const { id } = await approved()
    await correct(id, { timeEnd: '19:00' }, { ...admin, now: new Date(admin.now.getTime() + 60) })
    await correct(id, { timeEnd: '20:00' })
    expect((await correct(id, { timeEnd: '21:00' })).before).toMatchObject({ timeEnd: '20:00' })
  })

  it('made at once for two requests of one employee does not lay one over the other', async () => {
    for (let round = 0; round < 5; round++) {
      const employee = await somebody(admin)
      const [early, late] = [await approved({}, employee), await approved({ startMinute: 1140 }, employee)]
      const both = await Promise.allSettled([early, late].map(({ id }) => correct(id, { timeStart: '13:00', timeEnd: '14:00' })))
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })
})

describe('corrections', () => {
  const list = async (ctx: Ctx, filter: object) => (await listCorrections(ctx, ListCorrections.parse(filter))).results

  it('are listed by the period they land in, the one they correct, or their request, newest first, and exported', async () => {
    const april = { year: 2026, month: 4 }
    await periodIs(admin, 'processed', april)
    const [one, other] = [await approved(), await approved({ workDate: '2026-04-15' })]
    const first = await correct(one.id, { timeEnd: '19:00' })
    const second = await correct(other.id, { timeEnd: '19:00' })
    expect((await list(admin, june)).slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id])
    expect((await list(admin, { ofYear: 2026, ofMonth: 4 })).map(({ id }) => id)).toEqual([second.id])
    expect((await list(admin, { requestId: one.id })).map(({ id }) => id)).toEqual([first.id])
    expect(await list(admin, { year: 2026, month: 3 })).toEqual([])
    expect(await allOf(exportCorrections(admin, { requestId: one.id }))).toEqual([first])
    expect((await allOf(exportCorrections(admin, {}))).slice(-2)).toEqual([first, second])
  })

  it('are seen as far as the right reaches: one’s own, or all', async () => {
    const { rizky } = here.plant.employees
    const { id } = await approved({ workDate: '2026-05-07' }, rizky)
    await correct(id, { timeEnd: '19:00' })
    await correct((await approved()).id, { timeEnd: '19:00' })
    const own = await here.actor('staff', rizky)
    expect((await list(own, {})).map(({ employeeId }) => employeeId)).toEqual([rizky.id])
    expect(await getPeriod(own, june)).toMatchObject({ corrections: 1, correctionMinutes: 60 })
    expect(await list(await here.actor('staff'), {})).toEqual([])
  })
})
