import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, clearQueue, eventsOf, queuedDates, refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, within } from '../testing/overtime.ts'
import { decideOvertime, getOvertime, reviseOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const filed = async (values: Parameters<typeof aFiled>[3] = {}) => aFiled(admin, await somebody(admin), here.plant.projects.ramp, values)

const breaksOf = async (id: string) => (await getOvertime(admin, { id })).breaks.map(({ start, end, touched }) => [start, end, touched])

describe('a revision', () => {
  it('changes what it names and leaves the rest', async () => {
    const before = await filed()
    const { row } = await reviseOvertime(admin, { id: before.id, reason: 'Late delivery' })
    expect(row).toEqual({ ...before, reason: 'Late delivery', version: 2 })
    const [audit] = (await auditOf(admin, 'overtime.revise')).filter(({ subjectId }) => subjectId === before.id)
    expect(audit).toMatchObject({ before: { reason: 'Line 2 ramp' }, after: { reason: 'Late delivery' } })
    expect(Object.keys(audit?.after ?? {})).toEqual(['reason'])
    expect((await eventsOf(admin, 'overtime')).at(-1)).toEqual({ action: 'revised', subjectId: before.id })
  })

  it('that moves the date rebuilds both dates’ workbooks, and derives the kind of day again', async () => {
    const { id } = await filed()
    await clearQueue(admin)
    const { row } = await reviseOvertime(admin, { id, workDate: '2026-06-14' })
    expect(row).toMatchObject({ workDate: '2026-06-14', kind: 'weekend' })
    expect(await queuedDates(admin)).toEqual(['2026-06-11', '2026-06-14'])
  })

  it('takes the jobs of two dates in the same order whichever way it moves, so that no two writers wait for each other', async () => {
    const asked: unknown[] = []
    const watched: Ctx = {
      ...admin,
      services: {
        ...admin.services,
        jobs: {
          ...admin.services.jobs,
          statement: (job, payload, afterSeconds) => {
            asked.push(payload)
            return admin.services.jobs.statement(job, payload, afterSeconds)
          },
        },
      },
    }
    const { id } = await filed({ workDate: '2026-02-10' })
    await reviseOvertime(watched, { id, workDate: '2026-05-10' })
    await reviseOvertime(watched, { id, workDate: '2026-02-10' })
    expect(asked).toHaveLength(8)
    expect(asked.slice(0, 4)).toEqual(asked.slice(4))
  })

  it('lets the policy’s breaks follow new times', async () => {
    const { id } = await filed({ timeStart: '08:00', timeEnd: '13:00' })
    expect(await breaksOf(id)).toEqual([['12:00', '13:00', false]])
    await reviseOvertime(admin, { id, timeStart: '06:00', timeEnd: '16:00' })
    expect(await breaksOf(id)).toEqual([
      ['10:00', '11:00', false],
      ['15:00', '16:00', false],
    ])
  })

  it('gives a short shift that grows the breaks of the policy', async () => {
    const { id } = await filed({ timeStart: '08:00', timeEnd: '10:00', breaks: [] })
    await reviseOvertime(admin, { id, timeEnd: '13:00' })
    expect(await breaksOf(id)).toEqual([['12:00', '13:00', false]])
  })

  it('leaves breaks that a person placed where they are', async () => {
    const { id } = await filed({ timeStart: '08:00', timeEnd: '13:00', breaks: [{ start: '10:00', end: '10:30' }] })
    await reviseOvertime(admin, { id, timeEnd: '17:00' })
    expect(await breaksOf(id)).toEqual([['10:00', '10:30', true]])
  })

  it('leaves a shift without breaks as a person wanted it, until they are to be planned anew', async () => {
    const { id } = await filed({ timeStart: '08:00', timeEnd: '13:00', breaks: [] })
    expect((await reviseOvertime(admin, { id, timeEnd: '14:00' })).row.minutes).toBe(360)
    expect((await reviseOvertime(admin, { id, breaks: null })).row.minutes).toBe(300)
    expect(await breaksOf(id)).toEqual([['12:00', '13:00', false]])
  })

  it('refuses a break that new times leave outside, naming it', async () => {
    const { id } = await filed({ timeStart: '08:00', timeEnd: '13:00', breaks: [{ start: '12:30', end: '12:45' }] })
    const { details } = await refusal(reviseOvertime(admin, { id, timeEnd: '12:00' }))
    expect(details.fields).toMatchObject([{ path: 'breaks.0.start', code: 'overtime.break_outside' }])
  })

  it('to another employee takes his name and department', async () => {
    const { id } = await filed()
    const { agus } = here.plant.employees
    const { row } = await reviseOvertime(admin, { id, employeeId: agus.id })
    expect(row).toMatchObject({ employeeName: agus.name, departmentCode: 'ASSY-1' })
  })

  it('keeps the department it was filed in, whatever became of the employee since', async () => {
    const { assembly, testing } = here.plant.departments
    const employee = await somebody(admin, { departmentId: assembly.id })
    const { id } = await aFiled(admin, employee, here.plant.projects.ramp, { workDate: '2026-01-15' })
    await within(admin, ({ sql }) => sql`update employee set department_id = ${testing.id} where id = ${employee.id}`)
    expect((await reviseOvertime(admin, { id, reason: 'Late delivery' })).row.departmentCode).toBe('ASSY-1')
  })

  it.each(['approved', 'rejected'] as const)('of a request that is %s is refused', async (outcome) => {
    const { id } = await filed()
    await decideOvertime(admin, { id, outcome, reason: 'So decided' })
    expect(await refusal(reviseOvertime(admin, { id, reason: 'Too late' }))).toEqual({
      code: 'overtime.not_pending',
      details: { status: outcome },
    })
  })

  it('on an older version is refused, and changes nothing', async () => {
    const { id } = await filed()
    await reviseOvertime(admin, { id, version: 1, reason: 'First' })
    expect(await refusal(reviseOvertime(admin, { id, version: 1, reason: 'Second' }))).toMatchObject({ code: 'conflict.version' })
    expect((await getOvertime(admin, { id })).reason).toBe('First')
  })

  it('is for its owner and those who file for him', async () => {
    const { rizky, putri } = here.plant.employees
    const { id } = await aFiled(admin, putri, here.plant.projects.ramp)
    expect((await reviseOvertime(await here.actor('staff', putri), { id, reason: 'Mine' })).row.reason).toBe('Mine')
    expect(await refusal(reviseOvertime(await here.actor('staff', rizky), { id, reason: 'His' }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(reviseOvertime(await here.actor('user', putri), { id, reason: 'Mine' }))).toMatchObject({
      code: 'permission.denied',
    })
  })
})
