import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { retryDelivery } from '@lembur/domain/report'
import { soon } from '@lembur/domain/testing'
import { smbclientShare } from '@lembur/reports/share/smbclient'
import { type SambaServer, sambaAvailable, startSamba } from '@lembur/reports/testing/samba'
import { holdOpen } from '@lembur/reports/testing/samba-hold'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { columnOf, type Workplace, workplace } from './testing/workplace.ts'
import { startWorker } from './worker.ts'

const day = '2026-06-11'
const folder = '2026-05-26_2026-06-25'

// Under CI a missing part is a failure, never a silent skip.
describe.runIf(sambaAvailable() || process.env.CI)('a real Samba server as the share', () => {
  let place: Workplace
  let samba: SambaServer
  let worker: { stop(): Promise<void> }

  beforeAll(async () => {
    place = await workplace(inject('databaseUrl'))
    samba = await startSamba()
    worker = await startWorker({ url: place.test.url, share: smbclientShare({ ...samba, protection: 'sign' }) })
  })
  afterAll(async () => {
    await worker.stop()
    await samba.stop()
    await place.end()
  })

  const form = async () => (await place.files(day))['daily-form']
  const delivered = (version: number) => soon(async () => expect(await form()).toMatchObject({ state: 'delivered', version }), 30_000)

  it('gets the four files, with their rows', async () => {
    await place.file(place.plant.employees.rizky, day, '17:00', 'Over the wire')
    await delivered(1)
    await soon(async () => {
      for (const file of Object.values(await place.files(day))) expect(file.state).toBe('delivered')
    }, 30_000)
    const at = (name: string) => join(samba.folder, folder, name)
    for (const name of ['20260611OT.xlsx', '~2026_05_26-2026_06_25OT.xlsx']) expect((await stat(at(name))).size).toBeGreaterThan(5000)
    expect(await columnOf(at('20260611OTSummary.xlsx'), 8, 2)).toEqual({ K390140R1C: ['Over the wire'] })
    expect(await columnOf(at('~2026_05_26-2026_06_25OTSummary.xlsx'), 8, 2)).toEqual({ K390140R1C: ['Over the wire'] })
  })

  it('says that a file is open elsewhere, keeps the old one there, and replaces it once it is closed', async () => {
    const close = await holdOpen(samba, `${folder}/20260611OT.xlsx`)
    await place.file(place.plant.employees.putri, day)
    const waiting = await soon(async () => {
      const file = await form()
      expect(file).toMatchObject({
        state: 'open-elsewhere',
        version: 2,
        deliveredAt: null,
        stateReason: expect.stringContaining('20260611OT.xlsx'),
      })
      return file
    }, 30_000)
    expect(Date.parse(waiting.nextAttemptAt!) - Date.now()).toBeGreaterThan(10_000)
    await close()
    await retryDelivery(place.admin, { id: waiting.id })
    await delivered(2)
    await rm(join(samba.folder, folder), { recursive: true })
  })
})
