import type { Role } from '@lembur/contracts/access'
import { UpdateConfiguration } from '@lembur/contracts/system'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate } from '../identity/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, soon, type World, world } from '../testing/index.ts'
import { aSession } from '../testing/visitor.ts'
import { branding, getConfiguration, updateConfiguration } from './index.ts'

let here: World
let gate: Gate
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  gate = await openGate(here.services)
  admin = await here.actor('superadmin')
})
afterAll(async () => {
  await gate.sessions.close()
  await here.end()
})

describe('the configuration', () => {
  it('is changed with an audit row and an event, and nothing is written where nothing changes', async () => {
    const before = await getConfiguration(admin)
    const after = await updateConfiguration(admin, { appName: 'Overtime', idleMinutes: 15, version: before.version })
    expect(after).toEqual({ ...before, appName: 'Overtime', idleMinutes: 15, version: before.version + 1 })
    expect(await getConfiguration(admin)).toEqual(after)
    await updateConfiguration(admin, { appName: 'Overtime' })
    expect(await auditOf(admin, 'configuration.update')).toMatchObject([
      { before: { appName: 'Lembur', idleMinutes: null }, after: { appName: 'Overtime', idleMinutes: 15 } },
    ])
    expect(await eventsOf(admin, 'configuration')).toHaveLength(1)
  })

  it('reaches those who are signed in at once', async () => {
    const { secret } = await aSession(here, gate, 'staff')
    const day = async () => (await gate.sessions.identify(secret, new Date()))?.session.plant.periodStartDay
    expect(await day()).toBe(26)
    await updateConfiguration(admin, { periodStartDay: 21 })
    await soon(async () => expect(await day()).toBe(21))
  })

  it('refuses an older version, an unknown zone and a shift that ends before it starts', async () => {
    expect(await refusal(updateConfiguration(admin, { appName: 'Old', version: 1 }))).toMatchObject({ code: 'conflict.version' })
    for (const timeZone of ['Asia/Atlantis', '+07:00', ''])
      expect((await refusal(updateConfiguration(admin, { timeZone }))).details.fields).toMatchObject([{ path: 'timeZone' }])
    expect((await refusal(updateConfiguration(admin, { shiftStartMinute: 1080 }))).details.fields).toMatchObject([
      { path: 'shiftEndMinute' },
    ])
    await updateConfiguration(admin, { timeZone: 'Asia/Makassar' })
  })

  it('keeps an address in one spelling and roles once, and writes nothing where they are the same', async () => {
    const set = { publicUrl: 'https://Lembur.Example.com:8443/', secondFactorRoles: ['developer', 'superadmin', 'developer'] as Role[] }
    const after = await updateConfiguration(admin, UpdateConfiguration.parse(set))
    expect(after).toMatchObject({ publicUrl: 'https://lembur.example.com:8443', secondFactorRoles: ['superadmin', 'developer'] })
    expect((await updateConfiguration(admin, UpdateConfiguration.parse(set))).version).toBe(after.version)
    expect(await updateConfiguration(admin, { publicUrl: null, secondFactorRoles: [] })).toMatchObject({
      publicUrl: null,
      secondFactorRoles: [],
    })
  })

  it.each([
    'http://lembur.example.com',
    'https://lembur.example.com/path',
    'https://user:word@lembur.example.com',
    'javascript:alert(1)',
    'https://',
    'https://a b',
    'http://127.0.0.1.example.com',
  ])('takes no address like %s', (publicUrl) => {
    expect(UpdateConfiguration.safeParse({ publicUrl }).error?.issues).toMatchObject([{ path: ['publicUrl'], message: 'address.invalid' }])
  })

  it('keeps the activity log for a day at least, or for ever, and does not say itself when it was cleared', () => {
    for (const wrong of [{ activityRetentionDays: 0 }, { activityRetentionDays: 1.5 }, { activityCleanupMinute: 1440 }])
      expect(UpdateConfiguration.safeParse(wrong).success).toBe(false)
    expect(UpdateConfiguration.parse({ activityRetentionDays: null, activityCleanupMinute: 0, activityClearedOn: '2026-01-01' })).toEqual({
      activityRetentionDays: null,
      activityCleanupMinute: 0,
    })
  })

  it('is refused to who may not change it', async () => {
    for (const role of rolesWithout('configuration.update')) {
      const ctx = await here.actor(role)
      expect(await refusal(getConfiguration(ctx))).toMatchObject({ code: 'permission.denied' })
      expect(await refusal(updateConfiguration(ctx, { appName: 'Mine' }))).toMatchObject({ code: 'permission.denied' })
    }
  })

  it('shows everybody the name and nothing else', async () => {
    expect(Object.keys(await branding(here.services, new Date())).toSorted()).toEqual([
      'appAcronym',
      'appName',
      'isDemo',
      'now',
      'sidebarLogo',
      'tabIcon',
      'timeZone',
    ])
  })
})
