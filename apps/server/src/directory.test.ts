import { providersFromSettings } from '@lembur/providers'
import { directoryAvailable, startDirectory, type TestDirectory } from '@lembur/providers/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startServer, type TestServer } from './testing/server.ts'

// Where there is no slapd, a test of packages/providers says so.
describe.runIf(directoryAvailable() || process.env.CI)('signing in by a directory', () => {
  let server: TestServer
  let directory: TestDirectory

  beforeAll(async () => {
    ;[server, directory] = await Promise.all([startServer(inject('databaseUrl')), startDirectory()])
    await directory.add(
      { uid: 'rina', password: 'benar', name: 'Rina Wati', workerId: 'MW0042', groups: ['Overtime admins'] },
      { uid: 'joko', password: 'benar' },
    )
    const { services, plant } = server.world
    services.outside = { ...services.outside, ...providersFromSettings({}) }
    const { id } = plant.organization
    const settings = directory.settings({ roleMap: [{ group: 'Overtime admins', role: 'ptb_admin' }], defaultRole: null })
    const sealed = services.vault.seal(directory.bindPassword, `connection/${id}/ldap`)
    await services.database.transaction({ organizationId: id }, ({ sql }) =>
      sql`
        insert into connection (organization_id, id, kind, is_enabled, settings, secret_sealed)
        values (${id}, gen_random_uuid(), 'ldap', true, ${sql.json(settings as never)}, ${sealed})`.execute(),
    )
  })
  afterAll(() => Promise.all([server.close(), directory.close()]))

  const login = async (username: string, password: string) => {
    const { status, body } = await server.call('POST', '/api/auth/login/local/', { json: { username, password } })
    return { status, body }
  }

  it('lets in who has name and password there, with the role of his groups', async () => {
    expect(await login('rina', 'benar')).toMatchObject({
      status: 200,
      body: { user: { username: 'rina', displayName: 'Rina Wati', role: 'ptb_admin', workerId: 'MW0042' } },
    })
    expect((await server.call('GET', '/api/auth/ways')).body).toMatchObject({ companyAccounts: true })
  })

  it('refuses a wrong password, another question in the name, and who is in no group that may', async () => {
    const wrong = { status: 401, body: { code: 'auth.invalid_credentials' } }
    expect(await login('rina', 'salah')).toMatchObject(wrong)
    expect(await login('*)(uid=rina', 'benar')).toMatchObject(wrong)
    expect(await login('joko', 'benar')).toMatchObject({ status: 403, body: { code: 'auth.no_role' } })
  })

  it('says that the directory is away, and lets those in who have a password here', async () => {
    await directory.close()
    expect(await login('rina', 'benar')).toMatchObject({ status: 503, body: { code: 'auth.service_down' } })
    expect((await server.person('user')).access).toMatch(/^lba_/)
  })
})
