import type { TestOutcome } from '@lembur/contracts/connections'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, nothingOutside, type Outside } from '../kernel/index.ts'
import { auditOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import { listConnections, saveConnection, testConnection } from './index.ts'

const password = 'Rahasia-123'
const smb = { host: 'files.plant', share: 'pub', username: 'lembur' }
const ldap = { url: 'ldaps://directory.plant:636', bindDn: 'cn=lembur', baseDn: 'dc=plant' }
const banner = '220 mail.plant ESMTP Exim 4.96 internal-build-7'

const unused = () => Promise.reject(new Error('A try asks for nothing else'))

let here: World
let admin: Ctx
/** What was asked of the world outside, and what it answers. */
let asked: { settings: object; secret: string }[]
let answer: () => Promise<{ ok: boolean; why?: TestOutcome }>

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
})
afterAll(() => here.end())
beforeEach(async () => {
  asked = []
  answer = async () => ({ ok: true })
  const told = async () => {
    const { ok, why } = await answer()
    return ok ? { ok, value: banner } : { ok, why: (why ?? 'refused') as 'refused', sentence: banner }
  }
  const at = (settings: object, secret: string) => asked.push({ settings, secret })
  const outside: Outside = {
    ...nothingOutside,
    share(settings, secret) {
      at(settings, secret)
      return {
        kind: 'smbclient',
        location: '//files.plant/pub',
        ping: async () => ({ milliseconds: 1, reason: banner, ...(await answer()) }),
      }
    },
    directory(settings, secret) {
      at(settings, secret)
      return { test: told, check: unused }
    },
    openId(settings, secret) {
      at(settings, secret)
      return { test: told, begin: unused, finish: unused }
    },
    mailer(settings, secret) {
      at(settings, secret)
      return { test: told, send: unused }
    },
  }
  const someone = await here.actor('superadmin')
  admin = { ...someone, services: { ...someone.services, outside } }
  await within(admin, ({ sql }) => sql`delete from connection`)
})

describe('a try of a connection', () => {
  it('takes what stands in the form, and leaves nothing but an audit row and when it was', async () => {
    expect(await testConnection(admin, { kind: 'smb', settings: smb, secret: 'typed' })).toMatchObject({ ok: true, outcome: 'reached' })
    expect(asked).toMatchObject([{ settings: { ...smb, port: 445 }, secret: 'typed' }])
    expect((await listConnections(admin)).results).toEqual([])
    expect((await auditOf(admin, 'connection.test')).at(-1)).toMatchObject({
      subjectLabel: 'smb',
      before: null,
      after: { target: 'files.plant:445', outcome: 'reached' },
    })
    const saved = await saveConnection(admin, { kind: 'smb', settings: smb, secret: password, isEnabled: true })
    expect(saved.lastTest).toMatchObject({ outcome: 'reached' })
  })

  it('takes what is stored where the form says nothing', async () => {
    expect(await refusal(testConnection(admin, { kind: 'ldap' }))).toMatchObject({ code: 'connection.not_set' })
    await saveConnection(admin, { kind: 'ldap', settings: ldap, secret: password, isEnabled: false })
    await testConnection(admin, { kind: 'ldap' })
    await testConnection(admin, { kind: 'ldap', settings: { ...ldap, baseDn: 'dc=other' } })
    await testConnection(admin, { kind: 'ldap', settings: { ...ldap, url: 'ldap://other.plant' }, secret: null })
    expect(asked.map(({ secret }) => secret)).toEqual([password, password, ''])
  })

  it('never sends the stored secret to another server', async () => {
    await saveConnection(admin, { kind: 'smb', settings: smb, secret: password, isEnabled: false })
    const elsewhere = testConnection(admin, { kind: 'smb', settings: { ...smb, host: 'evil.example' } })
    expect((await refusal(elsewhere)).details.fields).toMatchObject([{ path: 'secret', code: 'connection.secret_again' }])
    expect(asked).toEqual([])
  })

  it.each(['smb', 'ldap', 'oidc', 'mail'] as const)('of %s answers in our own words, and never in those of the service', async (kind) => {
    const settings = {
      smb,
      ldap,
      oidc: { label: 'Plant', issuer: 'https://login.plant', clientId: 'lembur' },
      mail: { host: 'mail.plant', from: 'lembur@plant.example' },
    }[kind]
    const answers = []
    for (const why of ['refused', 'unreachable', 'misconfigured'] as const) {
      answer = async () => ({ ok: false, why })
      answers.push(await testConnection(admin, { kind, settings, secret: 'typed' }))
    }
    answer = () => Promise.reject(new Error(banner))
    answers.push(await testConnection(admin, { kind, settings, secret: 'typed' }))
    expect(answers.map(({ outcome }) => outcome)).toEqual(['refused', 'unreachable', 'misconfigured', 'misconfigured'])
    for (const told of [answers, await auditOf(admin, 'connection.test')]) {
      expect(JSON.stringify(told)).not.toContain('Exim')
      expect(JSON.stringify(told)).not.toContain('typed')
    }
  })

  it('is one at a time in an organisation, and keeps its turn until it has really ended', async () => {
    const held = Promise.withResolvers<{ ok: boolean }>()
    answer = () => held.promise
    const late = await testConnection(admin, { kind: 'smb', settings: smb, secret: 'typed' }, 20)
    expect(late).toMatchObject({ ok: false, outcome: 'late' })
    const next = () => testConnection(admin, { kind: 'ldap', settings: ldap })
    expect(await refusal(next())).toMatchObject({ code: 'connection.test_running' })
    held.resolve({ ok: true })
    answer = async () => ({ ok: true })
    await expect.poll(next).toMatchObject({ ok: true })
  })

  it('may be made ten times a minute by one person', async () => {
    const tries = (now: Date) => testConnection({ ...admin, now }, { kind: 'smb', settings: smb, secret: 'typed' })
    for (let number = 0; number < 10; number++) await tries(admin.now)
    expect(await refusal(tries(admin.now))).toMatchObject({ code: 'rate.limited', details: { retryAfterSeconds: 60 } })
    expect(asked).toHaveLength(10)
    await tries(new Date(admin.now.getTime() + 60_001))
  })

  it('is refused to who may not change connections', async () => {
    for (const role of rolesWithout('connection.update')) {
      const ctx = { ...(await here.actor(role)), services: admin.services }
      expect(await refusal(testConnection(ctx, { kind: 'smb', settings: smb }))).toMatchObject({ code: 'permission.denied' })
    }
    expect(asked).toEqual([])
  })
})
