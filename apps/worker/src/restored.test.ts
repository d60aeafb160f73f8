import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backUp, restore } from '@lembur/db/archive'
import { recordRestore } from '@lembur/domain/archive'
import { downloadReport } from '@lembur/domain/report'
import { soon } from '@lembur/domain/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Workplace, workplace } from './testing/workplace.ts'
import { startWorker } from './worker.ts'

const day = '2026-06-11'
const later = '2026-07-02'
const [period, laterPeriod] = ['2026-05-26_2026-06-25', '2026-06-26_2026-07-25']

describe('after the data was put back from an archive', () => {
  let place: Workplace
  let archive: string
  beforeEach(async () => {
    place = await workplace(inject('databaseUrl'))
    archive = join(place.folder, '..', `restored-${process.pid}.lembur`)
    await place.file(place.plant.employees.rizky, day)
    await untilDelivered(day)
    await save()
  })
  afterEach(async () => {
    await rm(archive, { force: true })
    await place.end()
  })

  /** Lets a worker run until the files of these dates are on the share. */
  async function untilDelivered(...dates: string[]) {
    const worker = await startWorker({ url: place.test.url, share: place.share, log: place.given.log })
    try {
      await soon(async () => {
        for (const date of dates)
          expect(Object.values(await place.files(date)).map(({ state }) => state)).toEqual(Array(4).fill('delivered'))
        const waiting = await place.services.database.global`
          select from pgboss.job where name like 'report.%' and state in ('created', 'retry', 'active')`
        expect(waiting).toHaveLength(0)
      })
    } finally {
      await worker.stop()
    }
  }
  const save = () => backUp(place.test.adminUrl, archive, { productVersion: '1', now: new Date() })
  async function putBack() {
    const { header } = await restore(place.test.adminUrl, archive, { replace: true })
    return recordRestore(place.admin, { file: 'plant.lembur', createdAt: header.createdAt, rows: 1 })
  }
  const onShare = (folder: string) => readdir(join(place.folder, folder)).then((names) => names.sort())

  it('the share has what the data has, no workbook that was made since, and still everybody else’s files', async () => {
    await place.file(place.plant.employees.putri, day)
    await place.file(place.plant.employees.putri, later)
    await untilDelivered(day, later)
    const old = join(place.folder, laterPeriod, '20260703OT.xlsx')
    await mkdir(join(place.folder, 'Canteen; old'))
    for (const path of [old, join(place.folder, laterPeriod, 'notes.xlsx'), join(place.folder, 'Canteen; old', '20260702OT.xlsx')])
      await writeFile(path, 'not ours')
    const lastYear = new Date(Date.now() - 365 * 24 * 3600 * 1000)
    await utimes(old, lastYear, lastYear)

    expect(await putBack()).toMatchObject({ files: 4 })
    await untilDelivered(day)
    for (const { id, folder, fileName } of Object.values(await place.files(day))) {
      const { bytes } = await downloadReport(place.admin, { id })
      expect(await readFile(join(place.folder, folder, fileName))).toEqual(Buffer.from(bytes))
    }
    expect(place.lines.find((line) => line.job === 'report.clear-share')?.removed).toHaveLength(4)
    expect(await onShare(laterPeriod)).toEqual(['20260703OT.xlsx', 'notes.xlsx'])
    expect(await onShare('Canteen; old')).toEqual(['20260702OT.xlsx'])
  })

  it('an empty share of a new machine is filled', async () => {
    await rm(join(place.folder, period), { recursive: true })
    await putBack()
    await untilDelivered(day)
    expect(await onShare(period)).toHaveLength(4)
  })

  it('a request whose workbook was still to be built when the archive was made is built', async () => {
    Object.assign(place.admin, { now: new Date() })
    await place.file(place.plant.employees.putri, day)
    await rm(archive)
    await save()
    expect(await putBack()).toMatchObject({ dates: 1 })
    await untilDelivered(day)
    expect((await place.files(day))['daily-form']).toMatchObject({ rows: 2 })
  })
})
