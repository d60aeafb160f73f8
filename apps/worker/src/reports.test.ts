import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { updateEmployee } from '@lembur/domain/employee'
import { decideOvertime, removeOvertime, reviseOvertime, withdrawOvertime } from '@lembur/domain/overtime'
import { rebuildReports, reportCentre } from '@lembur/domain/report'
import { soon } from '@lembur/domain/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { columnOf, type Workplace, workplace } from './testing/workplace.ts'
import { startWorker } from './worker.ts'

const periodFolder = '2026-05-26_2026-06-25'
const dailyNames = ['20260611OT.xlsx', '20260611OTSummary.xlsx']
const periodNames = ['~2026_05_26-2026_06_25OT.xlsx', '~2026_05_26-2026_06_25OTSummary.xlsx']
const day = '2026-06-11'

describe('from a request to the files on the share', () => {
  let place: Workplace
  let stops: (() => Promise<void>)[]

  beforeEach(async () => {
    place = await workplace(inject('databaseUrl'))
    stops = []
  })
  afterEach(async () => {
    for (const stop of stops) await stop()
    await place.end()
  })

  const start = async () => {
    const worker = await startWorker({ url: place.test.url, share: place.share })
    stops.push(worker.stop)
  }
  const onShare = async () => (await readdir(join(place.folder, periodFolder)).catch(() => [])).sort()
  const delivered = (date = day) =>
    soon(async () => {
      const files = await place.files(date)
      expect(Object.values(files).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
      return files
    })
  const builds = async () => {
    const { log } = await reportCentre(place.admin, { date: day })
    return log
      .filter(({ event }) => event === 'stored')
      .map(({ kind, startDate }) => `${kind} ${startDate}`)
      .sort()
  }

  it('builds once a date and once a period, however many writes came', async () => {
    const { rizky, putri, agus } = place.plant.employees
    for (const time of ['05:00', '09:00', '13:00', '17:00']) for (const person of [rizky, putri, agus]) await place.file(person, day, time)
    await place.file(rizky, '2026-06-10')
    expect((await place.files(day))['daily-form'].state).toBe('queued')
    await start()
    const files = await delivered()
    await delivered('2026-06-10')
    expect(files['daily-form']).toMatchObject({ rows: 12, sheets: 2, version: 1, fileName: dailyNames[0], folder: periodFolder })
    expect(files['period-summary']).toMatchObject({ rows: 13, version: 1, fileName: periodNames[1] })
    expect(await builds()).toEqual([
      'daily-form 2026-06-10',
      'daily-form 2026-06-11',
      'daily-summary 2026-06-10',
      'daily-summary 2026-06-11',
      'period-form 2026-05-26',
      'period-summary 2026-05-26',
    ])
  })

  it('puts the four files under their exact names, with the rows in the order of the official forms', async () => {
    const { rizky, putri, agus } = place.plant.employees
    await place.file(putri, day, '17:00', 'Later')
    await place.file(agus, day, '17:00', 'By number')
    await place.file(agus, day, '09:00', 'First')
    await place.file(rizky, '2026-06-10', '17:00', 'The day before')
    await start()
    await delivered()
    await soon(async () => expect(await onShare()).toEqual(['20260610OT.xlsx', '20260610OTSummary.xlsx', ...dailyNames, ...periodNames]))
    const at = (name: string) => join(place.folder, periodFolder, name)
    expect(await columnOf(at(dailyNames[0]!), 2, 4)).toMatchObject({ 'ASSY-1': expect.arrayContaining(['MW2402210']) })
    expect((await columnOf(at(dailyNames[1]!), 8, 2))['ASSY-1']).toEqual(['First', 'By number', 'Later'])
    expect(await columnOf(at(periodNames[1]!), 8, 2)).toEqual({ 'ASSY-1': ['First', 'By number', 'Later'], K390140R1C: ['The day before'] })
  })

  it('delivers within seconds of a decision', async () => {
    const id = await place.file(place.plant.employees.rizky, day)
    await place.file(place.plant.employees.putri, day)
    await start()
    await delivered()
    const begun = performance.now()
    await decideOvertime(place.admin, { id, outcome: 'rejected', reason: 'No lot today' })
    await soon(async () => {
      const files = await place.files(day)
      for (const file of Object.values(files)) expect(file).toMatchObject({ state: 'delivered', version: 2, rows: 1 })
    })
    // 1.7 s on an idle machine.
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it('sends nothing again where an approval changes no row', async () => {
    const id = await place.file(place.plant.employees.rizky, day)
    await start()
    const before = await delivered()
    await decideOvertime(place.admin, { id, outcome: 'approved' })
    expect((await place.files(day))['daily-form'].state).toBe('queued')
    expect(await delivered()).toEqual(before)
    await rebuildReports(place.admin, { date: day, wholePeriod: false })
    await soon(async () => expect((await delivered())['daily-form'].deliveredAt).not.toBe(before['daily-form'].deliveredAt))
    expect((await place.files(day))['daily-form'].version).toBe(1)
  })

  it.each([
    ['rejecting', (id: string) => decideOvertime(place.admin, { id, outcome: 'rejected', reason: 'No lot today' })],
    ['withdrawing', (id: string) => withdrawOvertime(place.admin, { id })],
    ['deleting', (id: string) => removeOvertime(place.admin, { id })],
  ])('%s the last request of a date takes its files away and rebuilds the period', async (_how, undo) => {
    const last = await place.file(place.plant.employees.rizky, day)
    const other = await place.file(place.plant.employees.rizky, '2026-06-10')
    await start()
    await delivered()
    await undo(last)
    await soon(async () => expect(await onShare()).toEqual(['20260610OT.xlsx', '20260610OTSummary.xlsx', ...periodNames]))
    await soon(async () => {
      const files = await place.files(day)
      expect(files['daily-form']).toMatchObject({ state: 'nothing', rows: 0, downloadable: false, version: 2 })
      expect(files['period-form']).toMatchObject({ state: 'delivered', rows: 1, version: 2 })
    })
    await undo(other)
    await soon(async () => expect(await onShare()).toEqual([]))
  })

  it('moving the last request to another date moves its files, into the folder of another period too', async () => {
    const id = await place.file(place.plant.employees.rizky, day)
    await start()
    await delivered()
    await reviseOvertime(place.admin, { id, workDate: '2026-06-26' })
    await delivered('2026-06-26')
    await soon(async () => expect(await onShare()).toEqual([]))
    expect((await readdir(join(place.folder, '2026-06-26_2026-07-25'))).sort()).toEqual([
      '20260626OT.xlsx',
      '20260626OTSummary.xlsx',
      '~2026_06_26-2026_07_25OT.xlsx',
      '~2026_06_26-2026_07_25OTSummary.xlsx',
    ])
  })

  it('leaves out whoever is excluded from reports, and takes the file away when nobody else is left', async () => {
    const { rizky, putri } = place.plant.employees
    await place.file(rizky, day)
    await place.file(putri, day)
    await start()
    await delivered()
    await updateEmployee(place.admin, { id: putri.id, excludeFromReports: true })
    await soon(async () => expect((await delivered())['daily-summary']).toMatchObject({ rows: 1, sheets: 1, version: 2 }))
    await updateEmployee(place.admin, { id: rizky.id, excludeFromReports: true })
    await soon(async () => expect(await onShare()).toEqual([]))
  })
})
