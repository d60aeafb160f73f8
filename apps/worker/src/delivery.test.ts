import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeOvertime } from '@lembur/domain/overtime'
import { downloadReport, retryDelivery } from '@lembur/domain/report'
import { soon } from '@lembur/domain/testing'
import { deliverReport } from '@lembur/jobs/reports'
import { folderShare } from '@lembur/reports/share/folder'
import { type FileShare, ShareError } from '@lembur/reports/share/port'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Run } from './handler.ts'
import { deliver } from './handlers/report/deliver.ts'
import { rebuildDaily } from './handlers/report/rebuild-daily.ts'
import { type Workplace, workplace } from './testing/workplace.ts'
import { startWorker } from './worker.ts'

const day = '2026-06-11'
const path = '2026-05-26_2026-06-25/20260611OT.xlsx'
const first: Run = { id: 'run', isRepeated: false, isLast: false }

describe('bringing the share to what is stored', () => {
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

  const build = () => rebuildDaily(place.given, { organizationId: place.plant.organization.id, date: day }, first)
  const form = async () => (await place.files(day))['daily-form']
  const payload = async (attempt = 1) => ({ organizationId: place.plant.organization.id, reportFileId: (await form()).id, attempt })
  const onShare = () => readFile(join(place.folder, path)).catch(() => null)
  const stored = async () => Buffer.from((await downloadReport(place.admin, { id: (await form()).id })).bytes)
  const jobs = () =>
    place.services.database.global<{ wait: number; attempt: number }[]>`
      select round(extract(epoch from start_after - created_on))::int as wait, (data->>'attempt')::int as attempt from pgboss.job
      where name = ${deliverReport.name} and state = 'created' and data->>'attempt' <> '1' order by 2`
  const told = async () => {
    const { organizationId, userId } = place.admin.actor
    return place.services.database.read({ organizationId }, ({ sql }) =>
      sql<{ data: { fileName: string } }[]>`select data from notification where user_id = ${userId} and kind = 'report.failed'`.then(
        (rows) => [...rows],
      ),
    )
  }
  /** The same share, but this is done before a file is put. */
  const before = (putting: (bytes: Uint8Array) => Promise<void>): FileShare => ({
    ...place.share,
    async putAtomic(name, bytes) {
      await putting(bytes)
      await place.share.putAtomic(name, bytes)
    },
  })
  const openElsewhere = () =>
    before(async () => {
      throw new ShareError('open-elsewhere', '20260611OT.xlsx is open in another program.')
    })

  it('is the same twice as once', async () => {
    await place.file(place.plant.employees.rizky, day)
    for (let time = 0; time < 2; time++) {
      await build()
      await deliver(place.given, await payload(), first)
      expect(await form()).toMatchObject({ version: 1, rows: 1 })
      expect(await onShare()).toEqual(await stored())
    }
    expect(await readdir(join(place.folder, '2026-05-26_2026-06-25'))).toEqual(['20260611OT.xlsx'])
  })

  it('a share that is away fails the file with a reason, is tried after 60, 120 and 180 s, and then tells administrators', async () => {
    await place.file(place.plant.employees.rizky, day)
    await build()
    const away = place.givenWith(folderShare({ root: join(place.folder, 'mount') }))
    for (const [attempt, wait] of [
      [1, 60],
      [2, 120],
      [3, 180],
    ] as const) {
      await deliver(away, await payload(attempt), first)
      const file = await form()
      // Its period waits to be built, and its day as well: what is stored is asked for.
      expect(await statusOf(file.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('is not there') })
      expect((await jobs()).find((job) => job.attempt === attempt + 1)).toEqual({ wait, attempt: attempt + 1 })
      expect(await told()).toEqual([])
      await place.services.database.global`delete from pgboss.job where name = ${deliverReport.name}`
    }
    await deliver(away, await payload(4), first)
    expect(await statusOf((await form()).id)).toMatchObject({ state: 'failed', next: null })
    const named = { jobId: 'run', kind: 'daily-form', date: day, reason: expect.stringContaining('is not there'), time: expect.any(String) }
    expect(place.lines).toEqual([
      ...[60, 120, 180].map((retryInSeconds) => expect.objectContaining({ ...named, level: 'warn', retryInSeconds })),
      expect.objectContaining({ ...named, level: 'error', retryInSeconds: null }),
    ])
    expect(await told()).toEqual([{ data: { fileName: '20260611OT.xlsx', reason: expect.any(String) } }])

    await mkdir(join(place.folder, 'mount'))
    await retryDelivery(place.admin, { id: (await form()).id })
    await deliver(away, await payload(), first)
    expect(await statusOf((await form()).id)).toMatchObject({ state: 'delivered', reason: null })
  })

  it('a file that somebody has open is tried after 30 and 60 s, and reported after that', async () => {
    await place.file(place.plant.employees.rizky, day)
    await build()
    const { id } = await form()
    const given = place.givenWith(openElsewhere())
    await deliver(given, await payload(1), first)
    expect(await statusOf(id)).toMatchObject({
      state: 'open-elsewhere',
      reason: '20260611OT.xlsx is open in another program.',
      next: expect.any(String),
    })
    await deliver(given, await payload(2), first)
    expect((await jobs()).map(({ attempt }) => attempt)).toContain(2)
    await deliver(given, await payload(3), first)
    expect(await statusOf(id)).toMatchObject({ state: 'failed', next: null })
    expect(await told()).toHaveLength(1)
  })

  it('a later try does nothing where a newer version has got there', async () => {
    await place.file(place.plant.employees.rizky, day)
    await build()
    await deliver(place.givenWith(openElsewhere()), await payload(), first)
    await deliver(place.given, await payload(), first)
    const held = before(() => Promise.reject(new Error('must not be put again')))
    await deliver(place.givenWith(held), await payload(2), first)
    expect(await statusOf((await form()).id)).toMatchObject({ state: 'delivered' })
  })

  it('two workers at once never leave an older version on the share, however slow the one with it is', async () => {
    await place.file(place.plant.employees.rizky, day)
    await build()
    const reached = Promise.withResolvers<void>()
    const free = Promise.withResolvers<void>()
    let puts = 0
    const slow = before(async () => {
      if (++puts > 1) return
      reached.resolve()
      await free.promise
    })
    const older = deliver(place.givenWith(slow), await payload(), first)
    await reached.promise
    const one = await stored()
    await place.file(place.plant.employees.putri, day)
    await build()
    await deliver(place.given, await payload(), first)
    const two = await stored()
    expect(two).not.toEqual(one)
    expect(await onShare()).toEqual(two)
    free.resolve()
    await older
    expect(puts).toBe(2)
    expect(await onShare()).toEqual(two)
    expect(await statusOf((await form()).id)).toMatchObject({ state: 'delivered', version: 2 })
  })

  it('a slow delivery does not bring back a file whose last request is gone', async () => {
    const id = await place.file(place.plant.employees.rizky, day)
    await build()
    const reached = Promise.withResolvers<void>()
    const free = Promise.withResolvers<void>()
    const slow = before(async () => {
      reached.resolve()
      await free.promise
    })
    const older = deliver(place.givenWith(slow), await payload(), first)
    await reached.promise
    await removeOvertime(place.admin, { id })
    await build()
    await deliver(place.given, await payload(), first)
    free.resolve()
    await older
    expect(await onShare()).toBeNull()
    expect(await statusOf((await form()).id)).toMatchObject({ state: 'nothing', version: 2 })
  })

  it('recovers by itself once the share is back and the next try is due', async () => {
    const share = folderShare({ root: join(place.folder, 'mount') })
    const worker = await startWorker({ url: place.test.url, share })
    stops.push(worker.stop)
    await place.file(place.plant.employees.rizky, day)
    await soon(async () => expect(await form()).toMatchObject({ state: 'failed', nextAttemptAt: expect.any(String) }))
    await mkdir(join(place.folder, 'mount'))
    // The minute is over.
    await place.services.database.global`update pgboss.job set start_after = now() where name = ${deliverReport.name} and state = 'created'`
    await soon(async () => expect((await form()).state).toBe('delivered'))
  })

  async function statusOf(id: string) {
    const { organizationId } = place.admin.actor
    const [row] = await place.services.database.readOne<{ state: string; reason: string | null; next: string | null; version: number }[]>(
      organizationId,
      (sql) => sql`select state, state_reason as reason, next_attempt_at as next, version from report_file where id = ${id}`,
    )
    return row!
  }
})
