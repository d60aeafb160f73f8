import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { aCertificate, directoryAvailable, startDirectory, type TestDirectory } from '../testing/index.ts'
import { openDirectory } from './directory.ts'

test('a real slapd is here to test against', () => {
  if (directoryAvailable()) return
  if (process.env.CI) throw new Error('slapd is missing: install slapd and openssl.')
  console.warn('slapd is not installed: signing in by a directory is not tested. Install slapd and openssl.')
})

const roleMap = [
  { group: 'cn=Overtime admins,ou=groups,dc=plant,dc=test', role: 'ptb_admin' as const },
  { group: 'Leaders', role: 'staff' as const },
  { group: 'Everything', role: 'superadmin' as const },
]

describe.runIf(directoryAvailable() || process.env.CI)('a directory', () => {
  let server: TestDirectory
  const open = (values: Parameters<TestDirectory['settings']>[0] = {}, password = server.bindPassword) =>
    openDirectory(server.settings(values), password)
  beforeAll(async () => {
    server = await startDirectory()
    await server.add(
      {
        uid: 'rina',
        password: 'benar',
        name: 'Rina Wati',
        mail: 'rina@example.com',
        workerId: 'MW02',
        groups: ['Overtime admins', 'Leaders'],
      },
      { uid: 'joko', password: 'benar' },
      { uid: 'star*(odd)\\name', password: 'benar' },
    )
  })
  afterAll(() => server.close())

  const secured = [
    ['STARTTLS', () => ({})],
    ['LDAPS', () => ({ url: server.secureUrl })],
    ['no encryption, where the settings ask for none', () => ({ startTls: false })],
  ] as const
  it.each(secured)('answers who has this name and password by %s', async (_name, values) => {
    const told = await open({ ...values(), roleMap }).check('Rina', 'benar')
    expect(told).toMatchObject({
      ok: true,
      value: {
        subject: expect.stringMatching(/^[0-9a-f-]{36}$/),
        username: 'rina',
        displayName: 'Rina Wati',
        email: 'rina@example.com',
        workerId: 'MW02',
        role: 'ptb_admin',
        isActive: true,
      },
    })
    expect(await open(values()).check('rina', 'salah')).toMatchObject({ ok: false, why: 'refused' })
  })

  it.each([
    ['STARTTLS', () => server.plainUrl],
    ['LDAPS', () => server.secureUrl],
  ])('says nothing to a server whose certificate nobody vouches for, by %s', async (_name, url) => {
    const { ca } = await aCertificate()
    for (const caCertificate of [ca, '']) {
      const directory = open({ url: url(), caCertificate })
      const answer = { ok: false, why: 'misconfigured', sentence: expect.stringContaining('certificate') }
      expect(await directory.check('rina', 'benar')).toMatchObject(answer)
      expect(await directory.test()).toMatchObject(answer)
    }
  })

  it('says nothing to a server whose certificate is for another name', async () => {
    const other = await startDirectory('DNS:directory.example.com')
    try {
      for (const url of [other.plainUrl, other.secureUrl])
        expect(await openDirectory(other.settings({ url }), other.bindPassword).test()).toMatchObject({ ok: false, why: 'misconfigured' })
    } finally {
      await other.close()
    }
  })

  it('takes a name for a name, never for a part of a question', async () => {
    for (const name of ['*', 'rin*', 'rina)(uid=*', '*)(|(uid=*', 'joko)(!(uid=x', 'rina\0', '\\2a'])
      expect({ name, told: await open().check(name, 'benar') }).toMatchObject({ told: { ok: false, why: 'refused' } })
    expect(await open().check('star*(odd)\\name', 'benar')).toMatchObject({ ok: true, value: { username: 'star*(odd)\\name' } })
  })

  it('takes no empty password, though a directory would', async () => {
    expect(await open().check('rina', '')).toMatchObject({ ok: false, why: 'refused' })
    expect(await open({}, '').test()).toMatchObject({
      ok: false,
      why: 'misconfigured',
      sentence: expect.stringContaining('needs the password'),
    })
  })

  it('lets in nobody where a name stands for several', async () => {
    const told = await open({ userFilter: '(|(uid={username})(uid=joko))' }).check('rina', 'benar')
    expect(told).toMatchObject({ ok: false, why: 'refused', sentence: expect.stringContaining('More than one') })
  })

  it('gives the highest role of the groups, by their whole name or their own below where groups are looked for', async () => {
    const roleWith = async (values: Parameters<TestDirectory['settings']>[0]) => {
      const told = await open(values).check('rina', 'benar')
      return told.ok ? told.value.role : told
    }
    expect(await roleWith({ roleMap })).toBe('ptb_admin')
    expect(await roleWith({ roleMap: roleMap.slice(1) })).toBe('staff')
    expect(await roleWith({ roleMap: roleMap.slice(1), groupBaseDn: 'ou=people,dc=plant,dc=test' })).toBe('user')
    expect(await roleWith({ roleMap: roleMap.slice(0, 1), groupBaseDn: '' })).toBe('ptb_admin')
    expect(await roleWith({ roleMap: roleMap.slice(2), defaultRole: null })).toBeNull()
  })

  it('says in a sentence what does not work', async () => {
    expect(await open().test()).toMatchObject({ ok: true, value: expect.stringContaining('ou=groups') })
    const faults = [
      [open({}, 'salah'), 'misconfigured', 'service account'],
      [open({ bindDn: 'cn=nobody,dc=plant,dc=test' }), 'misconfigured', 'service account'],
      [open({ baseDn: 'ou=nowhere,dc=plant,dc=test' }), 'misconfigured', 'base'],
      [open({ groupBaseDn: 'ou=nowhere,dc=plant,dc=test' }), 'misconfigured', 'base'],
      [open({ url: 'ldap://127.0.0.1:9' }), 'unreachable', 'ECONNREFUSED'],
      // It speaks TLS from the first byte: to a plain question it says nothing that can be understood.
      [open({ url: server.secureUrl.replace('ldaps', 'ldap') }), 'unreachable', 'directory'],
    ] as const
    for (const [directory, why, words] of faults)
      expect(await directory.test()).toMatchObject({ ok: false, why, sentence: expect.stringContaining(words) })
  })
})
