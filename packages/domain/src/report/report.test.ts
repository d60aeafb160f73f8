import type { Role } from '@lembur/contracts/access'
import type { ReportRow } from '@lembur/contracts/reports'
import { anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Ctx, type SharePlace, systemContext, write } from '../kernel/index.ts'
import { submitOvertime, withdrawOvertime } from '../overtime/index.ts'
import { soon, type World, world } from '../testing/index.ts'
import {
  type BuildWorkbook,
  buildReport,
  dailyReports,
  downloadReport,
  rebuildReports,
  rebuildWorkbooks,
  recordBuildFailure,
  recordDelivery,
  reportCentre,
  reportsOfDate,
  reportsOfRequest,
  reportToDeliver,
  retryDelivery,
} from './index.ts'

/** Bytes that are the rows themselves: what a workbook looks like is not asked here. */
const build: BuildWorkbook = async (kind, _range, rows) => {
  const lines: ReportRow[] = []
  for await (const row of rows) lines.push(row)
  const text = `${kind} ${lines.map(({ workerId, reason }) => `${workerId} ${reason}`).join(', ')}`
  return { bytes: Buffer.from(text), sha256: Buffer.from(text).toString('hex'), rows: lines.length, sheets: 1 }
}

describe('the official workbooks', () => {
  let here: World
  let admin: Ctx
  let product: Ctx
  beforeAll(async () => {
    here = await world(inject('databaseUrl'))
    admin = await here.actor('ptb_admin')
    product = await systemContext(here.services, here.plant.organization.id, admin.now)
  })
  afterAll(() => here.end())

  const file = async (workDate: string, reason = 'Urgent lot') => {
    const { plant } = here
    const input = {
      employeeId: plant.employees.rizky.id,
      projectId: plant.projects.ramp.id,
      workDate,
      timeStart: '17:00',
      timeEnd: '19:00',
      reason,
      detail: '',
    }
    return (await submitOvertime(admin, input)).row.id
  }
  const formOf = (date: string) => dailyReports(date, 26)[0]!
  const form = async (date: string) => (await reportsOfDate(admin, { date }))[0]!
  const deliver = async (id: string) => recordDelivery(product, (await reportToDeliver(product, { id }))!)
  const audit = () =>
    here.services.database.readOne<
      { action: string; actorId: string | null; actorName: string; label: string; after: Record<string, unknown> }[]
    >(
      here.plant.organization.id,
      (sql) => sql`
        select action, actor_id as "actorId", actor_name as "actorName", subject_label as label, after from activity
        where subject_type = 'report' order by at desc, id desc`,
    )
  /** Lets the queue forget what waits, as if a worker had taken it. */
  const taken = () => here.services.database.global`delete from pgboss.job`

  it('are four to a date, each with an id, and are asked for where nobody has yet', async () => {
    const files = await reportsOfDate(admin, { date: '2026-01-05' })
    expect(files.map(({ kind, fileName, state }) => [kind, fileName, state])).toEqual([
      ['daily-form', '20260105OT.xlsx', 'queued'],
      ['daily-summary', '20260105OTSummary.xlsx', 'queued'],
      ['period-form', '~2025_12_26-2026_01_25OT.xlsx', 'queued'],
      ['period-summary', '~2025_12_26-2026_01_25OTSummary.xlsx', 'queued'],
    ])
    expect(await reportsOfDate(admin, { date: '2026-01-05' })).toEqual(files)
    expect(new Set(files.map(({ folder }) => folder))).toEqual(new Set(['2025-12-26_2026-01-25']))
  })

  it('grow by a version with each build that differs, keep the last good one, and are audited as built by the product', async () => {
    const date = '2026-02-02'
    await file(date, 'One')
    await taken()
    await buildReport(product, formOf(date), build)
    const { id } = await form(date)
    expect(await form(date)).toMatchObject({ state: 'stored', version: 1, rows: 1, sheets: 1, downloadable: true, deliveredAt: null })
    expect(await deliver(id)).toBe(true)
    await buildReport(product, formOf(date), build)
    expect(await form(date)).toMatchObject({ state: 'delivered', version: 1 })
    const [built] = await audit()
    expect(built).toMatchObject({
      action: 'report.build',
      actorId: null,
      actorName: 'Lembur',
      label: '20260202OT.xlsx',
      after: { workbookVersion: 1, rows: 1 },
    })

    const stuck = buildReport(product, formOf(date), () => Promise.reject(new Error('No paper')))
    await expect(stuck).rejects.toThrow('No paper')
    await recordBuildFailure(product, formOf(date))
    expect(await form(date)).toMatchObject({
      state: 'failed',
      version: 1,
      downloadable: true,
      stateReason: expect.stringContaining('could not be built'),
    })
    expect(Buffer.from((await downloadReport(admin, { id })).bytes).toString()).toBe('daily-form MW2400549 One')
  })

  it('of one file are built one after the other: an older state never overwrites a newer one', async () => {
    const date = '2026-02-03'
    await file(date, 'One')
    const reading = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const slow = buildReport(product, formOf(date), async (...given) => {
      const built = await build(...given)
      reading.resolve()
      await go.promise
      return built
    })
    await reading.promise
    await withdrawOvertime(admin, { id: (await requestsOn(date))[0]! })
    let second: string | undefined
    const next = buildReport(product, formOf(date), async (...given) => {
      const built = await build(...given)
      second = built.bytes.toString()
      return built
    })
    await soon(async () => {
      const locks = await here.services.database.global`select from pg_locks where locktype = 'advisory' and not granted`
      expect(locks).toHaveLength(1)
    })
    go.resolve()
    await Promise.all([slow, next])
    expect(second).toBe('daily-form ')
    await taken()
    expect(await form(date)).toMatchObject({ state: 'nothing', rows: 0, version: 2, downloadable: false })
    await expect(downloadReport(admin, { id: (await form(date)).id })).rejects.toMatchObject({
      kind: 'not_found',
      code: 'report.not_built',
    })
  })

  it('that were delivered while a newer one was stored are told so, and keep what is theirs', async () => {
    const date = '2026-02-04'
    await file(date)
    await taken()
    await buildReport(product, formOf(date), build)
    const { id } = await form(date)
    const older = (await reportToDeliver(product, { id }))!
    await withdrawOvertime(admin, { id: (await requestsOn(date))[0]! })
    await taken()
    await buildReport(product, formOf(date), build)
    expect(await recordDelivery(product, older)).toBe(false)
    expect(await form(date)).toMatchObject({ state: 'nothing', deliveredAt: null, version: 2 })
  })

  it('are built again and sent again when somebody asks, also where nothing has changed', async () => {
    const date = '2026-02-05'
    await file(date)
    await buildReport(product, formOf(date), build)
    await deliver((await form(date)).id)
    await taken()
    expect(await rebuildReports(admin, { date, wholePeriod: false })).toEqual({ dates: 1 })
    expect(await form(date)).toMatchObject({ state: 'queued', deliveredAt: null, version: 1, downloadable: true })
    await taken()
    await buildReport(product, formOf(date), build)
    expect(await form(date)).toMatchObject({ state: 'stored', version: 1 })
    await deliver((await form(date)).id)
    expect(await retryDelivery(admin, { id: (await form(date)).id })).toMatchObject({ state: 'stored', deliveredAt: null })
    const [asked] = await audit()
    expect(asked).toMatchObject({ action: 'report.retry', actorId: admin.actor.userId })
  })

  it('of a whole period are every date with something to report, or a file that may have to go', async () => {
    for (const date of ['2026-03-26', '2026-04-02', '2026-04-25', '2026-04-26']) await file(date)
    await withdrawOvertime(admin, { id: (await requestsOn('2026-04-02'))[0]! })
    expect(await rebuildReports(admin, { date: '2026-04-10', wholePeriod: true })).toEqual({ dates: 4 })
  })

  it('make a centre: the period’s two, each day’s two, the log and the share', async () => {
    let pings = 0
    const share: SharePlace = {
      kind: 'smbclient',
      location: '//server/share',
      ping: async () => ({ ok: ++pings === 1, milliseconds: 40 }),
    }
    const reader = { ...admin, services: { ...admin.services, shares: { of: async () => ({ share, from: 'environment' as const }) } } }
    await file('2026-06-10')
    await file('2026-06-11')
    await taken()
    await buildReport(product, formOf('2026-06-11'), build)
    await deliver((await form('2026-06-11')).id)
    const centre = await reportCentre(reader, { date: '2026-06-20' })
    expect(centre.period).toEqual({ start: '2026-05-26', end: '2026-06-25' })
    expect(centre.share).toEqual({ kind: 'smbclient', location: '//server/share', reachable: true, milliseconds: 40, reason: null })
    expect(centre.periodForm).toMatchObject({ kind: 'period-form', state: 'queued', version: 0 })
    expect(centre.days.map(({ date, kind, rows, form: daily }) => [date, kind, rows, daily?.state])).toEqual([
      ['2026-06-11', 'weekday', 1, 'delivered'],
      ['2026-06-10', 'weekday', 1, 'queued'],
    ])
    expect(centre.log.map(({ event, kind, version }) => [event, kind, version])).toEqual([
      ['delivered', 'daily-form', 1],
      ['stored', 'daily-form', 1],
      ['building', 'daily-form', 1],
    ])
    expect(centre.failed).toBe(1)
    await reportCentre(reader, { date: '2026-06-20' })
    expect(pings).toBe(1)
    expect((await reportCentre(admin, { date: '2026-06-20' })).share).toMatchObject({ reachable: null })
  })

  it.each(['user', 'staff'] as const)('are not for the eyes of a %s, but he learns which hold his own request', async (role: Role) => {
    const date = role === 'user' ? '2026-07-01' : '2026-07-02'
    const requestId = await file(date)
    const { rizky, putri } = here.plant.employees
    const [own, other] = [await here.actor(role, rizky), await here.actor(role, putri)]
    for (const ask of [reportsOfDate, reportCentre]) await expect(ask(own, { date })).rejects.toMatchObject({ code: 'permission.denied' })
    await expect(rebuildReports(own, { date, wholePeriod: false })).rejects.toMatchObject({ code: 'permission.denied' })
    const { id } = await form(date)
    for (const ask of [downloadReport, retryDelivery]) await expect(ask(own, { id })).rejects.toMatchObject({ code: 'permission.denied' })
    const files = await reportsOfRequest(own, { requestId })
    expect(files.map(({ fileName, downloadable }) => [fileName.slice(0, 10), downloadable])).toContainEqual([
      `${date.replaceAll('-', '')}OT`,
      false,
    ])
    await expect(reportsOfRequest(other, { requestId })).rejects.toMatchObject({ code: 'not_found' })
    const filing = await here.actor(role, putri, [{ permission: 'overtime.create', departmentId: rizky.departmentId }])
    expect(await reportsOfRequest(filing, { requestId })).toEqual(files)
    await withdrawOvertime(admin, { id: requestId })
    expect(await reportsOfRequest(own, { requestId })).toEqual([])
  })

  it('may be asked for by two writes at once in any order: neither waits for the other for ever', async () => {
    const ask = (dates: string[]) =>
      write(admin, 'test.ask', async (tx) => {
        rebuildWorkbooks(admin, tx, dates)
        return { subject: null, before: null, after: { dates } }
      })
    for (let month = 1; month <= 9; month++) {
      const dates = [1, 10, 20, 27].map((day) => `2031-0${month}-${String(day).padStart(2, '0')}`)
      await Promise.all([ask(dates), ask(dates.toReversed()), ask(dates.slice(2)), ask(dates.slice(1, 3).toReversed())])
    }
  })

  it('of another organisation are not found', async () => {
    const { id } = await form('2026-01-05')
    const elsewhere = await anOrganization(here.test.database)
    const stranger = await systemContext(here.services, elsewhere.id, admin.now)
    for (const reach of [downloadReport, retryDelivery]) await expect(reach(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await reportToDeliver(stranger, { id })).toBeNull()
  })

  const requestsOn = async (date: string) =>
    (
      await here.services.database.readOne<{ id: string }[]>(
        here.plant.organization.id,
        (sql) => sql`select id from overtime_request where work_date = ${date}`,
      )
    ).map(({ id }) => id)
})
