import { ExplainTotal } from '@lembur/contracts/explain'
import { CreateHoliday, SetLimit } from '@lembur/contracts/rules'
import { SetWage } from '@lembur/contracts/wages'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { updateEmployee } from '../employee/index.ts'
import { createHoliday } from '../holiday/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { setLimit } from '../limit/index.ts'
import { updatePolicy } from '../policy/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, stored, within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion } from '../testing/policy.ts'
import { setWage } from '../wage/index.ts'
import { decideManyOvertime, decideOvertime, explainOvertime, explainTotal, removeOvertime } from './index.ts'

let here: World
let admin: Ctx
let superadmin: Ctx
type Somebody = Awaited<ReturnType<typeof somebody>>
let employee: Somebody

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  superadmin = await here.actor('superadmin')
})
beforeEach(async () => {
  employee = await somebody(admin, { departmentId: here.plant.departments.assembly.id })
})
afterAll(() => here.end())

type Values = Parameters<typeof aFiled>[3]
const filed = (values: Values = {}) => aFiled(admin, employee, here.plant.projects.ramp, values)
const evening = { timeStart: '17:20', timeEnd: '22:20', breaks: [{ start: '19:00', end: '20:00' }] }
const explain = (id: string, ctx = admin, decision?: number) => explainOvertime(ctx, { id, decision })
const approve = (id: string) => decideOvertime(admin, { id, outcome: 'approved', reason: 'Lot of Monday' })
const reopen = (id: string) => decideOvertime(admin, { id, outcome: 'pending', reason: 'Once more' })
const lines = (bands: { rate: string; minutes: number; payableMinutes: string }[]) =>
  bands.map(({ rate, minutes, payableMinutes }) => [minutes, rate, payableMinutes])

describe('the ladder of a request', () => {
  it('goes from what was asked over breaks, day and rules to what counts, with the article of each rule', async () => {
    const { id } = await filed(evening)
    const told = await explain(id)
    expect(told.asked).toMatchObject({ timeStart: '17:20', timeEnd: '22:20', minutes: 300 })
    expect(told.breaks).toMatchObject({
      minutes: 60,
      taken: [{ start: '19:00', end: '20:00', touched: true }],
      byPolicy: [{ start: '21:20', end: '22:20' }],
      isByPolicy: false,
    })
    expect(told.day).toEqual({ kind: 'weekday', calendarKind: 'weekday', holidayTitle: null, overrideReason: null })
    expect(lines(told.rules.bands)).toEqual([
      [60, '3/2', '90'],
      [180, '2', '360'],
    ])
    expect(told.rules.payableMinutes).toBe('450')
    expect(told.rules.pieces.map(({ startMinute, endMinute, rate }) => [startMinute, endMinute, rate])).toEqual([
      [1040, 1100, '3/2'],
      [1100, 1140, '2'],
      [1200, 1340, '2'],
    ])
    expect(told.rules.bands[0]?.source).toMatchObject({ article: 'PP 35/2021 art. 31(1)', confidence: 'A', documentId: null })
    expect(told.caps.plant.map(({ span, draftMinutes, level }) => [span, draftMinutes, level])).toEqual([
      ['day', 240, 'at_max'],
      ['week', 240, 'fine'],
      ['period', 240, 'fine'],
    ])
    expect(told.caps.law[0]).toMatchObject({
      code: 'ID.OT_DAY_CAP',
      beforeMinutes: 0,
      addedMinutes: 240,
      limitMinutes: 240,
      breached: false,
    })
    expect(told.counts).toEqual({ minutes: 240 })
    expect(told.policy).toMatchObject({ pack: 'ID', version: 'PP35-2021', versionId: null })
    expect(told.obligations).toHaveLength(1)
    expect(told.trace.map(({ code }) => code)).toContain('band')
    expect(told).toMatchObject({ storedAt: null, computedBecause: 'not_decided', kept: [], decision: null })
  })

  it('climbs on where another request of the date has left off, whichever was filed first', async () => {
    const later = await filed({ timeStart: '19:00', timeEnd: '20:00' })
    const sooner = await filed({ timeStart: '17:20', timeEnd: '18:20' })
    expect(lines((await explain(sooner.id)).rules.bands)).toEqual([[60, '3/2', '90']])
    const told = await explain(later.id)
    expect(lines(told.rules.bands)).toEqual([[60, '2', '120']])
    expect(told.caps.law[0]).toMatchObject({ code: 'ID.OT_DAY_CAP', beforeMinutes: 60, addedMinutes: 60 })
    expect(told.rules.pieces).toHaveLength(1)
  })

  it('climbs on from the night before where a policy counts hours to the day that the clock shows', async () => {
    const own = await aPolicy(superadmin, `By the clock ${employee.workerId}`)
    await aVersion(superadmin, own, '2026-01-01', { day: { midnight: 'fixed', source: null } })
    await assigned(superadmin, own.id, '2026-01-01', { employeeId: employee.id })
    const night = await filed({ workDate: '2026-06-10', timeStart: '23:00', timeEnd: '00:30' })
    const evening = await filed()
    expect(lines((await explain(evening.id)).rules.bands)).toEqual([
      [30, '3/2', '45'],
      [30, '2', '60'],
    ])
    const range = { from: '2026-06-10', to: '2026-06-11', employeeId: employee.id }
    const sum = await explainTotal(admin, ExplainTotal.parse(range))
    const each = await Promise.all([night.id, evening.id].map((id) => explain(id)))
    expect(sum.results.map(({ payableMinutes }) => payableMinutes)).toEqual(each.map(({ rules }) => rules.payableMinutes))
    expect(each[1]?.caps.law.map(({ from, beforeMinutes, addedMinutes }) => [from, beforeMinutes, addedMinutes])).toEqual([
      ['2026-06-11', 30, 60],
      ['2026-06-08', 90, 60],
    ])
  })

  it('counts the other days of the week against the law’s cap', async () => {
    for (const workDate of ['2026-06-08', '2026-06-09']) await filed({ workDate, timeEnd: '20:20' })
    const week = (await explain((await filed()).id)).caps.law.find(({ window }) => window === 'week')
    expect(week).toMatchObject({ code: 'ID.OT_WEEK_CAP', beforeMinutes: 360, addedMinutes: 60, limitMinutes: 1080 })
  })

  it('reads as far back as a cap of the policy counts, and no farther', async () => {
    const yearly = await aPolicy(superadmin, 'A year of hours')
    const caps = { 'PLANT.YEAR': { window: 'year', counts: ['overtime'], limit: 6000, severity: 'violation' } }
    await aVersion(superadmin, yearly, '2026-01-01', { caps })
    await assigned(superadmin, yearly.id, '2026-01-01', { employeeId: employee.id })
    const [project, departmentId] = [here.plant.projects.ramp.id, employee.departmentId]
    for (const workDate of ['2025-12-31', '2026-01-02', '2026-12-31'])
      await stored(admin, [{ employeeId: employee.id, departmentId, projectId: project, workDate }])
    const { law } = (await explain((await filed()).id)).caps
    expect(law.find(({ code }) => code === 'PLANT.YEAR')).toMatchObject({ from: '2026-01-01', beforeMinutes: 120, addedMinutes: 60 })
  })

  it('names the plant’s own regulation where a policy does', async () => {
    const own = await aPolicy(superadmin, 'With a PDF')
    const url = '/api/v1/regulation-documents/0197a1b2-0000-7000-8000-000000000001/download'
    await aVersion(superadmin, own, '2026-01-01', { sources: { workday: { article: 'PKB art. 12', confidence: 'A', url } } })
    await assigned(superadmin, own.id, '2026-01-01', { employeeId: employee.id })
    const { rules, policy } = await explain((await filed()).id)
    expect(rules.bands[0]?.source).toMatchObject({ article: 'PKB art. 12', documentId: '0197a1b2-0000-7000-8000-000000000001' })
    expect(policy).toMatchObject({ versionNumber: 1, versionId: expect.any(String) })
  })

  it('makes no link of what is none', async () => {
    const own = await aPolicy(superadmin, 'With a script')
    const workday = { article: 'PKB art. 12', confidence: 'A', url: 'javascript:alert(1)' }
    await aVersion(superadmin, own, '2026-01-01', { sources: { workday } })
    await assigned(superadmin, own.id, '2026-01-01', { employeeId: employee.id })
    const { rules } = await explain((await filed()).id)
    expect(rules.bands[0]?.source).toMatchObject({ article: 'PKB art. 12', url: null })
  })

  it('is for those who may see the request, and for nobody else it is there', async () => {
    const { id } = await filed()
    await approve(id)
    const own = await here.actor('user', employee)
    expect((await explain(id, own)).requestId).toBe(id)
    expect((await refusal(explain(id, await here.actor('user', await somebody(admin))))).code).toBe('not_found')
  })
})

describe('the explanation of a decision', () => {
  it('reads the same whatever has changed since: policy, names, limits, holidays', async () => {
    // A Thursday of its own: it becomes a holiday below.
    const workDate = '2026-07-02'
    const own = await aPolicy(superadmin, 'Night line')
    await aVersion(superadmin, own, '2026-01-01', { title: 'Night line, as agreed' })
    await assigned(superadmin, own.id, '2026-01-01', { employeeId: employee.id })
    const { id } = await filed({ ...evening, workDate })
    await approve(id)
    const { number: _, kept: _kept, ...before } = await explain(id)
    expect(before).toMatchObject({ storedAt: admin.now.toISOString(), computedBecause: null, decision: 2 })

    const workday = { ladder: [{ minutes: null, label: 'overtime', rate: '3', class: 'overtime' }] }
    await aVersion(superadmin, own, '2026-06-01', { days: { workday } })
    await updatePolicy(superadmin, { id: own.id, name: 'Another name' })
    await updateEmployee(admin, { id: employee.id, name: 'Somebody Else' })
    await setLimit(admin, SetLimit.parse({ scope: 'employee', employeeId: employee.id, span: 'week', advisedMinutes: 60, maxMinutes: 60 }))
    await createHoliday(admin, CreateHoliday.parse({ title: 'Day of the line', date: workDate }))

    const { number: _number, kept, ...after } = await explain(id)
    expect(after).toEqual(before)
    expect(kept).toHaveLength(1)
    // What is worked out now would read otherwise: the comparison above compares something.
    await reopen(id)
    const now = await explain(id)
    expect(now).toMatchObject({ computedBecause: 'not_decided', day: { holidayTitle: 'Day of the line' }, policy: { versionNumber: 2 } })
    expect(now.rules.payableMinutes).not.toBe(before.rules.payableMinutes)
  })

  it('is kept of what is rejected and of many decided at once', async () => {
    const [first, second] = [await filed(), await filed({ workDate: '2026-06-12' })]
    await decideOvertime(admin, { id: first.id, outcome: 'rejected', reason: 'Not this week' })
    await decideManyOvertime(admin, { ids: [second.id], outcome: 'approved' })
    for (const { id } of [first, second]) expect((await explain(id)).storedAt).toBe(admin.now.toISOString())
  })

  it('stays when the request is reopened, and the next decision has one of its own', async () => {
    const { id } = await filed()
    await approve(id)
    await reopen(id)
    expect(await explain(id)).toMatchObject({ storedAt: null, computedBecause: 'not_decided', kept: [{ decision: 2 }] })
    await filed({ timeStart: '05:20', timeEnd: '07:20' })
    await approve(id)
    const now = await explain(id)
    expect(now).toMatchObject({ decision: 4, kept: [{ decision: 4 }, { decision: 2 }] })
    expect(lines(now.rules.bands)).toEqual([[60, '2', '120']])
    expect(lines((await explain(id, admin, 2)).rules.bands)).toEqual([[60, '3/2', '90']])
    expect((await refusal(explain(id, admin, 3))).code).toBe('not_found')
  })

  it('is worked out, and says so, where none was kept when it was decided', async () => {
    const [row] = await stored(admin, [
      {
        employeeId: employee.id,
        departmentId: employee.departmentId,
        projectId: here.plant.projects.ramp.id,
        workDate: '2025-03-05',
        status: 'approved',
      },
    ])
    expect(await explain(row!.id)).toMatchObject({ storedAt: null, computedBecause: 'decided_before', counts: { minutes: 60 } })
  })

  it('goes with the request when that is deleted, and is changed by nobody', async () => {
    const { id } = await filed()
    await approve(id)
    const gone = await filed({ workDate: '2026-06-12' })
    await approve(gone.id)
    await removeOvertime(superadmin, { id: gone.id })
    expect((await refusal(explain(gone.id))).code).toBe('not_found')
    const changing = within(admin, ({ sql }) => sql`update overtime_explanation set policy_title = 'x' where request_id = ${id}`.execute())
    await expect(changing).rejects.toThrow()
  })
})

describe('money in an explanation', () => {
  it('is for those who may see the wage, and is never kept', async () => {
    const wage = { employeeId: employee.id, effectiveFrom: '2026-01-01', basis: 'monthly', amount: '5190000', currency: 'IDR', note: null }
    await setWage(superadmin, SetWage.parse({ ...wage, fixedAllowance: null, variableAllowance: null }))
    const { id } = await filed(evening)
    const waiting = await explain(id, superadmin)
    // 5,190,000 / 173 = 30,000 an hour, for 7.5 hours.
    expect(waiting.money).toMatchObject({ currency: 'IDR', scope: 'overtime', hourly: '30000.000000', amount: '225000.00' })
    expect((await explain(id, admin)).money).toBeNull()
    expect((await explain(id, await here.actor('user', employee))).money).toBeNull()
    await approve(id)
    expect((await explain(id, superadmin)).money).toEqual(waiting.money)
    const [row] = await within(admin, ({ sql }) => sql`select explanation::text as text from overtime_explanation where request_id = ${id}`)
    expect(row!.text).not.toMatch(/30000|225000|5190000/)

    // Another policy for the date, made later, changes neither the hours nor what they come to.
    const later = await aPolicy(superadmin, 'Made later')
    await aVersion(superadmin, later, '2026-06-01', { wages: [{ gives: 'hourly', formula: 'M/100' }] })
    await assigned(superadmin, later.id, '2026-06-01', { employeeId: employee.id })
    expect((await explain(id, superadmin)).money).toEqual(waiting.money)
    await reopen(id)
    expect((await explain(id, superadmin)).money).toMatchObject({ hourly: '51900.000000' })
  })
})
