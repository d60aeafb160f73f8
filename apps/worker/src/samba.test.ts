import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { saveConnection } from '@lembur/domain/connection'
import { newVaultKey, openVault } from '@lembur/domain/kernel'
import { reportCentre, retryDelivery } from '@lembur/domain/report'
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

describe.runIf(sambaAvailable() || process.env.CI)('a share that the organisation has set up itself', () => {
  let place: Workplace
  let samba: SambaServer
  let worker: { stop(): Promise<void> }

  beforeAll(async () => {
    place = await workplace(inject('databaseUrl'))
    samba = await startSamba(['server signing = mandatory'])
    const { vault } = place.services
    worker = await startWorker({ url: place.test.url, share: place.share, vault })
  })
  afterAll(async () => {
    await worker.stop()
    await samba.stop()
    await place.end()
  })

  const connect = (version: number | undefined, changes: { secret?: string; isEnabled?: boolean } = {}, by = place.admin) => {
    const { host, port, share, username, password } = samba
    const settings = { host, port, share, username, prefix: 'Plant\\Overtime\\', protection: 'sign' }
    return saveConnection(by, { kind: 'smb', settings, secret: password, isEnabled: true, version, ...changes })
  }
  const form = async (date: string) => (await place.files(date))['daily-form']
  const delivered = (date: string, version = 1) =>
    soon(async () => expect(await form(date)).toMatchObject({ state: 'delivered', version }), 30_000)
  const inFolder = () => readdir(join(place.folder, folder)).catch(() => [])
  const onServer = () => readdir(join(samba.folder, 'Plant', 'Overtime', folder)).catch(() => [])

  it('gets the next workbook as soon as it is saved, without a restart; switched off, the folder gets the next', async () => {
    await place.file(place.plant.employees.rizky, '2026-06-11')
    await delivered('2026-06-11')
    expect(await inFolder()).toContain('20260611OT.xlsx')

    await mkdir(join(samba.folder, 'Plant', 'Overtime'), { recursive: true })
    await connect(undefined)
    await place.file(place.plant.employees.rizky, '2026-06-12')
    await delivered('2026-06-12')
    expect(await onServer()).toContain('20260612OT.xlsx')
    expect(await inFolder()).not.toContain('20260612OT.xlsx')

    await connect(1, { isEnabled: false })
    await place.file(place.plant.employees.rizky, '2026-06-15')
    await delivered('2026-06-15')
    expect(await inFolder()).toContain('20260615OT.xlsx')
    expect(await onServer()).not.toContain('20260615OT.xlsx')
  })

  it('of which the password is wrong, or cannot be read, is told as the report centre tells of any share, and the folder gets nothing', async () => {
    await connect(2, { secret: 'wrong' })
    await place.file(place.plant.employees.rizky, '2026-06-16')
    const refused = (reason: RegExp) =>
      soon(
        async () => expect(await form('2026-06-16')).toMatchObject({ state: 'failed', stateReason: expect.stringMatching(reason) }),
        30_000,
      )
    await refused(/refused the user name or password/)
    const reader = { ...place.admin, services: { ...place.admin.services, shares: place.given.shares } }
    const centre = await reportCentre(reader, { date: '2026-06-16' })
    expect(centre.share).toMatchObject({
      location: `//${samba.host}/reports/Plant/Overtime`,
      reachable: false,
      reason: expect.stringMatching(/password/),
    })

    const sealedElsewhere = { ...place.admin, services: { ...place.admin.services, vault: openVault(newVaultKey()) } }
    await connect(3, {}, sealedElsewhere)
    await retryDelivery(place.admin, { id: (await form('2026-06-16')).id })
    await refused(/cannot be read/)

    await connect(4)
    await retryDelivery(place.admin, { id: (await form('2026-06-16')).id })
    await delivered('2026-06-16')
    expect(await inFolder()).not.toContain('20260616OT.xlsx')
    expect(JSON.stringify(place.lines)).not.toContain(samba.password)
  })
})
