import { ExplainTotal } from '@lembur/contracts/explain'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, stored, within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion } from '../testing/policy.ts'
import { decideOvertime, explainOvertime, explainTotal, overtimeStatistics } from './index.ts'

let here: World
let admin: Ctx
type Somebody = Awaited<ReturnType<typeof somebody>>
let employee: Somebody

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
beforeEach(async () => {
  await within(admin, ({ sql }) => sql`delete from overtime_request`)
  employee = await somebody(admin, { departmentId: here.plant.departments.assembly.id })
})
afterAll(() => here.end())

const june = { from: '2026-06-01', to: '2026-06-30' }
const total = (values: Partial<ExplainTotal> = {}, ctx = admin) => explainTotal(ctx, ExplainTotal.parse({ ...june, ...values }))
const filed = (values: Parameters<typeof aFiled>[3] = {}, of: { id: string } = employee, project = here.plant.projects.ramp) =>
  aFiled(admin, of, project, values)
const lines = (bands: { rate: string; minutes: number; payableMinutes: string; requests: number }[] | null) =>
  bands?.map(({ rate, minutes, payableMinutes, requests }) => [minutes, rate, payableMinutes, requests])

describe('the ladder of a sum', () => {
  it('goes from what was asked over breaks, days and rules to what counts, and names the requests', async () => {
    const saturday = await filed({ workDate: '2026-06-13', timeStart: '08:00', timeEnd: '14:00' })
    const thursday = await filed({ timeEnd: '19:20' })
    const told = await total({ employeeId: employee.id })
    expect(told).toMatchObject({
      requests: 2,
      askedMinutes: 480,
      breakMinutes: 60,
      countedMinutes: 420,
      byKind: { weekday: 120, weekend: 300, holiday: 0 },
      byStatus: { approved: 0, pending: 420 },
      payableMinutes: '810',
      storedRequests: 0,
      corrections: [],
      correctionMinutes: 0,
    })
    expect(lines(told.bands)).toEqual([
      [60, '3/2', '90', 1],
      [60, '2', '120', 1],
      [300, '2', '600', 1],
    ])
    expect(told.bands?.map(({ article }) => article)).toEqual(['PP 35/2021 art. 31(1)', 'PP 35/2021 art. 31(1)', 'PP 35/2021 art. 31(3)'])
    expect(told.results.map(({ id, payableMinutes, stored: kept }) => [id, payableMinutes, kept])).toEqual([
      [thursday.id, '210', false],
      [saturday.id, '600', false],
    ])
    expect(told.policies).toMatchObject([{ pack: 'ID', requests: 2 }])
  })

  it('is the sum of what its requests are explained by, kept or worked out', async () => {
    const own = await aPolicy(admin, 'Thrice')
    await aVersion(admin, own, '2026-01-01')
    await assigned(admin, own.id, '2026-01-01', { employeeId: employee.id })
    const days = ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11']
    const requests = []
    for (const workDate of days) requests.push(await filed({ workDate, timeEnd: '20:00' }))
    await decideOvertime(admin, { id: requests[0]!.id, outcome: 'approved' })
    const ladder = [{ minutes: null, label: 'overtime', rate: '3', class: 'overtime' }]
    await aVersion(admin, own, '2026-06-01', { days: { workday: { ladder } } })
    const told = await total({ employeeId: employee.id })
    const each = await Promise.all(requests.map(({ id }) => explainOvertime(admin, { id })))
    expect(told.results.map(({ payableMinutes }) => payableMinutes)).toEqual(each.map(({ rules }) => rules.payableMinutes))
    expect(told.payableMinutes).toBe(String(90 + 200 + 3 * 480))
    expect(told.storedRequests).toBe(1)
    expect(told.policies.map(({ versionNumber, requests: count }) => [versionNumber, count])).toEqual(
      expect.arrayContaining([
        [1, 1],
        [2, 3],
      ]),
    )
  })

  it('climbs over requests of the date that are not in the sum', async () => {
    const { ramp, fixture } = here.plant.projects
    await filed({ timeStart: '17:20', timeEnd: '18:20' }, employee, ramp)
    await filed({ timeStart: '19:00', timeEnd: '20:00' }, employee, fixture)
    expect(lines((await total({ projectId: fixture.id })).bands)).toEqual([[60, '2', '120', 1]])
  })

  it('counts what a statistic counts, and what a workbook has where it is asked so', async () => {
    const [pending, approved, rejected] = [await filed({ workDate: '2026-06-08' }), await filed({ workDate: '2026-06-09' }), await filed()]
    await decideOvertime(admin, { id: approved.id, outcome: 'approved' })
    await decideOvertime(admin, { id: rejected.id, outcome: 'rejected', reason: 'No' })
    const hidden = await somebody(admin, { departmentId: employee.departmentId, excludeFromReports: true })
    await filed({ workDate: '2026-06-08' }, hidden)
    const department = { departmentId: employee.departmentId! }
    const [asStatistic, statistic] = [
      await total(department),
      await overtimeStatistics(admin, { ...june, groupBy: 'department', limit: 50 }),
    ]
    expect(statistic.rows).toMatchObject([{ minutes: asStatistic.countedMinutes, requests: asStatistic.requests }])
    expect(asStatistic.requests).toBe(3)
    const asWorkbook = await total({ ...department, asWorkbook: true })
    expect(asWorkbook.results.map(({ id }) => id)).toEqual([pending.id, approved.id])
    expect(asWorkbook).toMatchObject({ requests: 2, countedMinutes: 120, payableMinutes: '180' })
  })

  it('is of no department, too', async () => {
    const nowhere = await somebody(admin, { departmentId: null })
    await filed({}, nowhere)
    await filed()
    expect((await total({ departmentId: 'none' })).results.map(({ employeeId }) => employeeId)).toEqual([nowhere.id])
  })

  it('is paged, by date and start, while its sums are of all', async () => {
    for (const day of ['12', '10', '11']) await filed({ workDate: `2026-06-${day}` })
    const told = await total({ pageSize: 2 })
    expect(told.results.map(({ workDate }) => workDate)).toEqual(['2026-06-10', '2026-06-11'])
    expect(told).toMatchObject({ count: 3, requests: 3, countedMinutes: 180 })
    expect((await total({ pageSize: 2, page: 2 })).results.map(({ workDate }) => workDate)).toEqual(['2026-06-12'])
  })

  it('has nothing of those whom the reader does not see', async () => {
    await filed()
    const user = await here.actor('user', await somebody(admin))
    expect(await total({ employeeId: employee.id }, user)).toMatchObject({ requests: 0, countedMinutes: 0, results: [], bands: [] })
    expect((await total({}, await here.actor('user', employee))).requests).toBe(1)
  })

  it('refuses dates that run backwards', async () => {
    expect(await refusal(total({ from: '2026-06-30', to: '2026-06-01' }))).toMatchObject({
      code: 'input.invalid',
      details: { fields: [{ path: 'to', code: 'date.invalid' }] },
    })
  })

  it('adds the differences that land in its periods, for those who may see them', async () => {
    const [locked] = await stored(admin, [
      { employeeId: employee.id, departmentId: employee.departmentId, projectId: here.plant.projects.ramp.id, workDate: '2026-04-01' },
    ])
    const { organizationId } = admin.actor
    await within(admin, ({ sql }) =>
      sql`insert into overtime_correction (organization_id, id, request_id, of_year, of_month, year, month, before, after, difference_minutes, reason)
        values (${organizationId}, gen_random_uuid(), ${locked!.id}, 2026, 4, 2026, 6, '{}', '{}', -30, 'Left earlier')`.execute(),
    )
    const period = { from: '2026-05-26', to: '2026-06-25', employeeId: employee.id }
    expect(await total(period)).toMatchObject({
      requests: 0,
      correctionMinutes: -30,
      corrections: [{ requestId: locked!.id, reason: 'Left earlier' }],
    })
    expect((await total({ ...period, from: '2026-05-27' })).corrections).toEqual([])
    expect((await total(period, await here.actor('user', await somebody(admin)))).corrections).toEqual([])
    expect((await explainOvertime(admin, { id: locked!.id })).corrections).toHaveLength(1)
  })
})
