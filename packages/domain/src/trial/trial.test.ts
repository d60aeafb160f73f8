import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { assignPolicy, publishPolicy, savePolicyDraft } from '../policy/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { stored } from '../testing/overtime.ts'
import { aDraftPolicy, aTrial, doubleFromTheFirst, replayed } from '../testing/trial.ts'
import { cancelTrial, getTrial, listTrials, openReplay, removeTrial, resumeTrial, startTrial } from './index.ts'

let here: World
let admin: Ctx
/** Of the last period that is over, 26 April to 25 May: a Tuesday and the Thursday behind it. */
const [tuesday, later] = ['2026-05-05', '2026-05-07']

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const ramp = () => here.plant.projects.ramp.id
type Values = Partial<Parameters<typeof stored>[1][number]>
/** A counted hour behind the shift of somebody, whatever the rules say. */
const hour = (who: keyof typeof here.plant.employees, workDate: string, values: Values = {}) => ({
  employeeId: here.plant.employees[who].id,
  departmentId: here.plant.employees[who].departmentId,
  projectId: ramp(),
  workDate,
  ...values,
})
const total = async (id: string, ctx = admin) => (await getTrial(ctx, { id })).total

describe('a trial', () => {
  it('sets what a draft would have made of the last period beside what was in force, in all and by department', async () => {
    await stored(admin, [
      hour('rizky', tuesday),
      hour('rizky', later, { endMinute: 1160, status: 'approved' }),
      hour('putri', later, { workDate: '2026-05-09' }),
      hour('agus', later, { status: 'rejected' }),
      hour('agus', '2026-05-26'),
      hour('agus', '2026-04-25'),
    ])
    const id = await aTrial(admin, await aDraftPolicy(admin))
    await replayed(admin, id)
    const trial = await getTrial(admin, { id })
    expect(trial).toMatchObject({
      state: 'done',
      firstDate: '2026-04-26',
      lastDate: '2026-05-25',
      peopleDone: 3,
      peopleTotal: 3,
      wasDraft: true,
    })
    // 60 at 3/2, then 60 at 3/2 and 60 at 2, and a Saturday's hour at 2; all of the first two at 2 by the draft.
    expect(trial.total).toEqual({
      people: 2,
      peopleAffected: 1,
      requests: 3,
      workedMinutes: 240,
      payableHours: { before: '7.00', after: '8.00' },
      violations: [],
    })
    expect(trial.departments).toMatchObject([
      { departmentCode: 'ASSY-1', people: 1, peopleAffected: 0, payableHours: { before: '2.00', after: '2.00' } },
      { departmentCode: 'K390140R1C', people: 1, peopleAffected: 1, payableHours: { before: '5.00', after: '6.00' } },
    ])
    expect(trial.people).toEqual([
      {
        employeeId: here.plant.employees.rizky.id,
        employeeWorkerId: 'MW2400549',
        employeeName: 'Rizky Pratama',
        departmentCode: 'K390140R1C',
        departmentName: 'Automatic System Test',
        payableHours: { before: '5.00', after: '6.00' },
        violations: { before: 0, after: 0 },
      },
    ])
  })

  it('counts what is broken by each, with the week and the days before it that belong to the same limit', async () => {
    const counts = ['overtime', 'rest_day']
    const cap = { caps: { 'PLANT.WEEK': { severity: 'violation', window: 'week', counts, limit: 120 } } }
    const week = ['2026-04-27', '2026-04-28', '2026-05-18', '2026-05-19', '2026-05-20']
    // Of these only the Sunday is in the period; the two days of its week before it fill the limit.
    const before = ['2026-04-20', '2026-04-21', '2026-04-26']
    await stored(admin, [...week.map((workDate) => hour('rizky', workDate)), ...before.map((workDate) => hour('putri', workDate))])
    const id = await aTrial(admin, await aDraftPolicy(admin, cap))
    await replayed(admin, id)
    expect(await total(id)).toMatchObject({ requests: 6, peopleAffected: 2, violations: [{ code: 'PLANT.WEEK', before: 0, after: 2 }] })
    expect((await getTrial(admin, { id })).people).toMatchObject([
      { violations: { before: 0, after: 1 } },
      { violations: { before: 0, after: 1 } },
    ])
  })

  it('replays the people whom the policy is assigned to, and everybody where it is assigned to nobody or that is asked', async () => {
    await stored(admin, [hour('rizky', tuesday), hour('putri', tuesday), hour('agus', tuesday)])
    const policyId = await aDraftPolicy(admin)
    const all = await aTrial(admin, policyId)
    await replayed(admin, all)
    expect(await getTrial(admin, { id: all })).toMatchObject({ reach: 'everyone', total: { people: 3 } })
    const { assembly } = here.plant.departments
    await publishPolicy(admin, { policyId, effectiveFrom: '2026-07-01' })
    await assignPolicy(admin, { scope: 'department', departmentId: assembly.id, employeeId: null, policyId, effectiveFrom: '2026-07-01' })
    const some = await aTrial(admin, policyId)
    await replayed(admin, some)
    expect(await getTrial(admin, { id: some })).toMatchObject({ reach: 'assigned', peopleTotal: 2, total: { people: 2 } })
    const asked = await aTrial(admin, policyId, { reach: 'everyone' })
    await replayed(admin, asked)
    expect(await total(asked)).toMatchObject({ people: 3 })
  })

  it('keeps what was tried, while the draft goes on changing', async () => {
    await stored(admin, [hour('rizky', tuesday)])
    const policyId = await aDraftPolicy(admin)
    const id = await aTrial(admin, policyId)
    await savePolicyDraft(admin, { policyId, layer: { extends: { pack: 'ID' }, patch: {} }, note: '' })
    await replayed(admin, id)
    expect(await getTrial(admin, { id })).toMatchObject({
      layer: { patch: doubleFromTheFirst },
      total: { payableHours: { before: '1.50', after: '2.00' } },
    })
  })

  it('covers up to twelve periods, each whole', async () => {
    const policyId = await aDraftPolicy(admin)
    expect(await startTrial(admin, { policyId, periods: 12, withWages: false })).toMatchObject({
      state: 'queued',
      firstDate: '2025-05-26',
      lastDate: '2026-05-25',
      can: { cancel: true, resume: false, remove: true },
    })
  })

  it('is audited by whoever starts, stops, resumes and throws it away, and told to open tabs', async () => {
    const id = await aTrial(admin, await aDraftPolicy(admin))
    await cancelTrial(admin, { id })
    await resumeTrial(admin, { id })
    await removeTrial(admin, { id })
    expect(await refusal(getTrial(admin, { id }))).toMatchObject({ code: 'not_found' })
    expect(await auditOf(admin, 'trial.start')).toMatchObject([{ before: null, after: { state: 'queued', periods: 1 } }])
    expect(await auditOf(admin, 'trial.cancel')).toMatchObject([{ before: { state: 'queued' }, after: { state: 'cancelled' } }])
    expect(await auditOf(admin, 'trial.resume')).toMatchObject([{ before: { state: 'cancelled' }, after: { state: 'queued' } }])
    expect(await auditOf(admin, 'trial.remove')).toMatchObject([{ after: null }])
    expect((await eventsOf(admin, 'trial')).map(({ action }) => action)).toEqual(['started', 'cancelled', 'resumed', 'removed'])
  })

  it('is one of a policy at a time, also when two start at once; others are listed, the newest first', async () => {
    const policyId = await aDraftPolicy(admin)
    const both = await Promise.allSettled([aTrial(admin, policyId), aTrial(admin, policyId)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'trial.running' } })
    const [first] = (await listTrials(admin, { policyId, page: 1, pageSize: 25 })).results
    await cancelTrial(admin, { id: first!.id })
    const second = await aTrial({ ...admin, now: new Date(admin.now.getTime() + 1000) }, policyId)
    expect(await refusal(resumeTrial(admin, { id: first!.id }))).toMatchObject({ code: 'trial.running' })
    const listed = await listTrials(admin, { policyId, page: 1, pageSize: 25 })
    expect(listed).toMatchObject({
      count: 2,
      results: [
        { id: second, state: 'queued' },
        { id: first!.id, state: 'cancelled' },
      ],
    })
  })

  it('cannot be stopped or resumed once it is done', async () => {
    const id = await aTrial(admin, await aDraftPolicy(admin))
    await replayed(admin, id)
    expect(await refusal(cancelTrial(admin, { id }))).toMatchObject({ code: 'trial.over' })
    expect(await refusal(resumeTrial(admin, { id }))).toMatchObject({ code: 'trial.over' })
    expect(await openReplay(admin, id)).toBeNull()
  })

  it.each(rolesWithout('policy.update'))('is neither started nor read by %s', async (role) => {
    await stored(admin, [hour('rizky', tuesday)])
    const policyId = await aDraftPolicy(admin)
    const id = await aTrial(admin, policyId)
    await replayed(admin, id)
    const ctx = await here.actor(role)
    expect(await refusal(aTrial(ctx, policyId))).toMatchObject({ code: 'permission.denied' })
    expect(await refusal(getTrial(ctx, { id }))).toMatchObject({ code: 'permission.denied' })
    expect(await refusal(listTrials(ctx, { policyId, page: 1, pageSize: 25 }))).toMatchObject({ code: 'permission.denied' })
  })
})
