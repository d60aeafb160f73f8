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
      'timeZone',
    ])
  })
})
