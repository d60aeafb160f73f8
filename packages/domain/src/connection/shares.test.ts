import type { SmbSettings } from '@lembur/contracts/connections'
import { anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { type Ctx, newVaultKey, openVault, type SharePlace } from '../kernel/index.ts'
import { reportCentre } from '../report/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import { listConnections, openShares, removeConnection, saveConnection } from './index.ts'

const smb = { host: 'files.plant', share: 'pub', username: 'lembur' }
const place = (location: string): SharePlace => ({ kind: 'folder', location, ping: async () => ({ ok: true, milliseconds: 1 }) })
const folder = place('/data/share')

let here: World
let admin: Ctx
let made: { settings: SmbSettings; password: string }[]
const make = (settings: SmbSettings, password: string) => {
  made.push({ settings, password })
  return place(`//${settings.host}/${settings.share}`)
}

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterAll(() => here.end())
beforeEach(async () => {
  made = []
  await within(admin, ({ sql }) => sql`delete from connection`)
})

it('an enabled connection wins over the environment from the next use on, and is made anew only when it was changed', async () => {
  const shares = openShares(here.services, folder, make)
  const now = async () => (await shares.of(admin.actor.organizationId)).share.location
  expect(await now()).toBe('/data/share')
  await saveConnection(admin, { kind: 'smb', settings: smb, secret: 'one', isEnabled: true })
  expect([await now(), await now()]).toEqual(['//files.plant/pub', '//files.plant/pub'])
  expect(made).toMatchObject([{ settings: { ...smb, port: 445 }, password: 'one' }])
  await saveConnection(admin, { kind: 'smb', settings: { ...smb, share: 'other' }, isEnabled: true, version: 1 })
  expect(await now()).toBe('//files.plant/other')
  await saveConnection(admin, { kind: 'smb', settings: smb, isEnabled: false, version: 2 })
  expect(await now()).toBe('/data/share')
  await removeConnection(admin, { kind: 'smb' })
  await saveConnection(admin, { kind: 'smb', settings: { ...smb, share: 'third' }, secret: 'two', isEnabled: true })
  expect(await now()).toBe('//files.plant/third')
})

it('is of its organisation alone', async () => {
  await saveConnection(admin, { kind: 'smb', settings: smb, secret: 'one', isEnabled: true })
  const other = await anOrganization(here.test.database)
  expect(await openShares(here.services, folder, make).of(other.id)).toEqual({ share: folder, from: 'environment' })
})

it('one whose secret cannot be read is said, and the environment does not take its place', async () => {
  await saveConnection(admin, { kind: 'smb', settings: smb, secret: 'one', isEnabled: true })
  for (const [keys, code] of [
    [null, 'secret.no_key'],
    [newVaultKey(), 'secret.unreadable'],
  ] as const) {
    const shares = openShares({ ...here.services, vault: openVault(keys) }, folder, make)
    expect(await refusal(shares.of(admin.actor.organizationId))).toMatchObject({ code })
    const reader = { ...admin, services: { ...admin.services, shares } }
    expect((await reportCentre(reader, { date: '2026-06-11' })).share).toMatchObject({
      reachable: false,
      reason: expect.stringMatching(/key/),
    })
    expect((await listConnections(reader)).share).toEqual({ from: 'connection', location: '', problem: code })
  }
})

it('one whose settings no server takes is said too', async () => {
  await saveConnection(admin, { kind: 'smb', settings: smb, secret: 'one', isEnabled: true })
  const shares = openShares(here.services, folder, () => {
    throw new Error('no such thing')
  })
  expect(await refusal(shares.of(admin.actor.organizationId))).toMatchObject({ code: 'connection.unusable' })
})

it('the report centre and the page of connections show the one in use', async () => {
  const shares = openShares(here.services, folder, make)
  const reader = { ...admin, services: { ...admin.services, shares } }
  expect((await listConnections(reader)).share).toEqual({ from: 'environment', location: '/data/share', problem: null })
  await saveConnection(admin, { kind: 'smb', settings: smb, secret: 'one', isEnabled: true })
  expect((await listConnections(reader)).share).toEqual({ from: 'connection', location: '//files.plant/pub', problem: null })
  expect((await reportCentre(reader, { date: '2026-06-11' })).share).toMatchObject({ location: '//files.plant/pub', reachable: true })
})
