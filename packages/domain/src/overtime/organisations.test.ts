import { InboxOvertime, ListOvertime } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { type Plant, plant } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { allOf, auditOf, refusal, type World, world } from '../testing/index.ts'
import { aDraft, aFiled } from '../testing/overtime.ts'
import {
  copyYesterday,
  decideManyOvertime,
  decideOvertime,
  exportOvertime,
  forecastOvertime,
  getOvertime,
  inboxOfOvertime,
  listOvertime,
  mergeTotals,
  overtimeByNumber,
  overtimeStatistics,
  recentDays,
  removeOvertime,
  reviseOvertime,
  submitOvertime,
  totalsOfOvertime,
  withdrawOvertime,
} from './index.ts'

let here: World
let mine: Ctx
/** The same person in another organisation of the same database, with all that is to stay there. */
let theirs: Ctx
let their: Plant
let request: { id: string; number: string }

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  mine = await here.actor('developer')
  their = await plant(here.test.database)
  theirs = { ...mine, actor: { ...mine.actor, organizationId: their.organization.id } }
  request = await aFiled(theirs, their.employees.putri, their.projects.ramp)
  await mergeTotals(here.test.database, their.organization.id)
  await aFiled(theirs, their.employees.agus, their.projects.ramp)
})
afterAll(() => here.end())

describe('another organisation’s request', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['opened', () => getOvertime(mine, { id: request.id })],
    ['decided', () => decideOvertime(mine, { id: request.id, outcome: 'approved' })],
    ['revised', () => reviseOvertime(mine, { id: request.id, reason: 'Mine' })],
    ['withdrawn', () => withdrawOvertime(mine, { id: request.id })],
    ['deleted', () => removeOvertime(mine, { id: request.id })],
    ['filed for its employee', () => submitOvertime(mine, aDraft(their.employees.agus, here.plant.projects.ramp))],
    ['filed for its project', () => submitOvertime(mine, aDraft(here.plant.employees.agus, their.projects.ramp))],
    ['foreseen', () => forecastOvertime(mine, { employeeId: their.employees.agus.id, workDate: '2026-06-12' })],
    ['looked back on', () => recentDays(mine, { employeeId: their.employees.agus.id, to: '2026-06-12' })],
  ])('is not found when %s', async (_, asking) => {
    expect(await refusal(asking())).toMatchObject({ code: 'not_found' })
  })

  it('is not copied, and moves nobody’s request to its people', async () => {
    expect(await refusal(copyYesterday(mine, { employeeId: their.employees.putri.id, workDate: '2026-06-12' }))).toMatchObject({
      code: 'overtime.nothing_yesterday',
    })
    const own = await aFiled(mine, here.plant.employees.rizky, here.plant.projects.ramp, { workDate: '2026-01-05' })
    const moving = reviseOvertime(mine, { id: own.id, employeeId: their.employees.putri.id })
    expect(await refusal(moving)).toMatchObject({ code: 'not_found', details: { what: 'employee' } })
    await removeOvertime(mine, { id: own.id })
  })

  it('is decided among many as if it were not there', async () => {
    const missing = newId()
    const [other, none] = (await decideManyOvertime(mine, { ids: [request.id, missing], outcome: 'approved' })).results
    expect({ ...other, id: '' }).toEqual({ ...none, id: '' })
  })

  it('stands in no list, inbox, export, sum or statistic, whatever is asked', async () => {
    const everything = ListOvertime.parse({ employeeId: [their.employees.putri.id, their.employees.agus.id] })
    for (const query of [
      everything,
      ListOvertime.parse({}),
      ListOvertime.parse({ search: request.number }),
      ListOvertime.parse({ search: 'Putri' }),
    ]) {
      expect((await listOvertime(mine, query)).count).toBe(0)
      expect((await totalsOfOvertime(mine, query)).requests).toBe(0)
      expect(await allOf(exportOvertime(mine, query))).toEqual([])
    }
    expect((await inboxOfOvertime(mine, InboxOvertime.parse({}))).count).toBe(0)
    for (const [from, to] of [
      ['2026-05-26', '2026-06-25'],
      ['2026-06-11', '2026-06-11'],
    ] as const)
      for (const groupBy of ['employee', 'project', 'day', 'department'] as const)
        expect(await overtimeStatistics(mine, { from, to, groupBy, limit: 50 })).toMatchObject({ totalRequests: 0, rows: [] })
    const [, year, n] = request.number.split('-')
    expect(await overtimeByNumber(mine, { year: Number(year), n: Number(n) }, 10)).toEqual([])
    expect(await auditOf(mine, 'overtime.submit')).not.toContainEqual(expect.objectContaining({ subjectId: request.id }))
  })

  it('may bear the same number and even the same id', async () => {
    const { row } = await submitOvertime(mine, aDraft(here.plant.employees.putri, here.plant.projects.ramp, { id: request.id }))
    expect(row.id).toBe(request.id)
    await withdrawOvertime(mine, { id: row.id })
    expect((await getOvertime(theirs, { id: request.id })).status).toBe('pending')
  })
})
