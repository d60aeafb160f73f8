import type { ConnectionKind, SaveConnection } from '@lembur/contracts/connections'
import { anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, openVault, read, sealedFor } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import { enabledConnection, getConnection, listConnections, removeConnection, saveConnection } from './index.ts'

const password = 'Rahasia-123'
const smb = { host: 'files.plant', share: 'pub', username: 'lembur' }
const ldap = { url: 'ldaps://directory.plant:636', bindDn: 'cn=lembur', baseDn: 'dc=plant' }
const oidc = { label: 'Plant', issuer: 'https://login.plant/realms/a', clientId: 'lembur' }
const mail = { host: 'mail.plant', from: 'lembur@plant.example', username: 'lembur' }

let here: World
let admin: Ctx
let developer: Ctx
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
  developer = await here.actor('developer')
})
afterAll(() => here.end())
beforeEach(() => within(admin, ({ sql }) => sql`delete from connection`))

const aShare = (changes: Partial<SaveConnection> = {}): SaveConnection => ({
  kind: 'smb',
  settings: smb,
  secret: password,
  isEnabled: true,
  ...changes,
})
const sealedOf = (ctx: Ctx, kind: ConnectionKind = 'smb') =>
  read(
    ctx,
    async ({ sql }) =>
      (await sql<{ sealed: string | null }[]>`select secret_sealed as sealed from connection where kind = ${kind}`)[0]?.sealed ?? null,
  )
const fieldsOf = async (running: Promise<unknown>) => {
  const { code, details } = await refusal(running)
  return code === 'input.invalid' ? (details.fields as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`) : code
}

describe('a connection', () => {
  it('is set up with its defaults, changed and taken away, each audited and announced', async () => {
    const made = await saveConnection(admin, aShare())
    expect(made).toMatchObject({ kind: 'smb', isEnabled: true, hasSecret: true, version: 1, lastTest: null })
    expect(made.settings).toEqual({ ...smb, port: 445, domain: '', prefix: 'Management\\PTB\\AST_Portal_Overtime\\', protection: 'off' })
    const changed = await saveConnection(
      admin,
      aShare({ settings: { ...smb, protection: 'encrypt' }, secret: undefined, isEnabled: false, version: 1 }),
    )
    expect(changed).toMatchObject({ isEnabled: false, hasSecret: true, version: 2 })
    expect(await getConnection(admin, { kind: 'smb' })).toEqual(changed)
    expect((await listConnections(admin)).results).toEqual([changed])
    await removeConnection(admin, { kind: 'smb', version: 2 })
    expect(await refusal(getConnection(admin, { kind: 'smb' }))).toMatchObject({ code: 'connection.not_set' })

    expect((await auditOf(admin, 'connection.save')).slice(-2)).toMatchObject([
      { subjectLabel: 'smb', before: null, after: { host: 'files.plant', isEnabled: true, secretChanged: true } },
      { before: { protection: 'off', isEnabled: true }, after: { protection: 'encrypt', isEnabled: false } },
    ])
    expect((await auditOf(admin, 'connection.save')).at(-1)!.after).not.toHaveProperty('secretChanged')
    expect((await auditOf(admin, 'connection.remove')).at(-1)).toMatchObject({ before: { host: 'files.plant' }, after: null })
    expect((await eventsOf(admin, 'connection')).slice(-3).map(({ action }) => action)).toEqual(['created', 'updated', 'removed'])
  })

  it('is used with its secret by who needs it, and not while it is switched off', async () => {
    const { organizationId } = admin.actor
    await saveConnection(admin, aShare())
    expect(await enabledConnection(here.services, organizationId, 'smb')).toMatchObject({ settings: smb, secret: password })
    await saveConnection(admin, aShare({ secret: undefined, isEnabled: false, version: 1 }))
    expect(await enabledConnection(here.services, organizationId, 'smb')).toBeNull()
  })

  it('shows its secret nowhere: it is sealed for its organisation and kind, and not in answers, audit or events', async () => {
    const answers = [await saveConnection(admin, aShare()), await getConnection(admin, { kind: 'smb' }), await listConnections(admin)]
    const sealed = await sealedOf(admin)
    expect(admin.services.vault.open(sealed!, sealedFor.connection(admin.actor.organizationId, 'smb'))).toBe(password)
    expect(() => admin.services.vault.open(sealed!, sealedFor.connection(admin.actor.organizationId, 'mail'))).toThrow()
    const written = await read(
      admin,
      ({ sql }) => sql`select (select json_agg(activity) from activity), (select json_agg(event) from event)`,
    )
    for (const told of [answers, [...written]]) {
      expect(JSON.stringify(told)).not.toContain(password)
      expect(JSON.stringify(told)).not.toContain(sealed)
    }
  })

  it('keeps its secret, loses it, and is not switched on without one that it needs', async () => {
    await saveConnection(admin, aShare())
    const sealed = await sealedOf(admin)
    await saveConnection(admin, aShare({ settings: { ...smb, share: 'other' }, secret: undefined, version: 1 }))
    expect(await sealedOf(admin)).toBe(sealed)
    expect(await fieldsOf(saveConnection(admin, aShare({ secret: null, version: 2 })))).toEqual(['secret text.required'])
    expect(await saveConnection(admin, aShare({ secret: null, isEnabled: false, version: 2 }))).toMatchObject({ hasSecret: false })
    expect(await sealedOf(admin)).toBeNull()
  })

  it.each([
    ['smb', smb, { host: 'evil.example' }],
    ['smb', smb, { port: 4450 }],
    ['ldap', ldap, { url: 'ldaps://evil.example' }],
    ['ldap', ldap, { startTls: false }],
    ['ldap', ldap, { caCertificate: 'another' }],
    ['oidc', oidc, { issuer: 'https://evil.example' }],
    ['mail', mail, { host: 'evil.example' }],
    ['mail', mail, { port: 25 }],
    ['mail', mail, { security: 'none' }],
  ] as const)('of %s is not led elsewhere with the secret that is stored: %o → %o', async (kind, settings, elsewhere) => {
    await saveConnection(admin, { kind, settings, secret: password, isEnabled: false })
    const moved = { kind, settings: { ...settings, ...elsewhere }, isEnabled: false, version: 1 }
    expect(await fieldsOf(saveConnection(admin, moved))).toEqual(['secret connection.secret_again'])
    expect(await saveConnection(admin, { ...moved, secret: 'another' })).toMatchObject({ version: 2 })
    expect(await saveConnection(admin, { ...moved, secret: null, version: 2 })).toMatchObject({ hasSecret: false })
  })

  it.each([
    ['smb', smb, { host: '' }, 'settings.host text.required'],
    ['smb', smb, { host: 'a b' }, 'settings.host field.invalid'],
    ['smb', smb, { host: '-s' }, 'settings.host field.invalid'],
    ['smb', smb, { host: '169.254.169.254' }, 'settings.host field.invalid'],
    ['smb', smb, { host: '2852039166' }, 'settings.host field.invalid'],
    ['smb', smb, { host: '0xa9.254.43518' }, 'settings.host field.invalid'],
    ['mail', mail, { host: '::ffff:169.254.169.254' }, 'settings.host field.invalid'],
    ['mail', mail, { host: 'fe80::1' }, 'settings.host field.invalid'],
    ['smb', smb, { port: 70_000 }, 'settings.port field.invalid'],
    ['smb', smb, { share: 'a\\b' }, 'settings.share field.invalid'],
    ['smb', smb, { prefix: 'A\\..\\B' }, 'settings.prefix field.invalid'],
    ['smb', smb, { prefix: 'A"; del' }, 'settings.prefix field.invalid'],
    ['smb', smb, { username: 'a\nb' }, 'settings.username field.invalid'],
    ['smb', smb, { isAdmin: true }, 'settings field.invalid'],
    ['ldap', ldap, { url: 'ldap://user:secret@directory' }, 'settings.url field.invalid'],
    ['ldap', ldap, { url: 'ldap://[fe80::1]' }, 'settings.url field.invalid'],
    ['ldap', ldap, { roleMap: [{ group: 'all', role: 'developer' }] }, 'settings.roleMap.0.role field.invalid'],
    ['oidc', oidc, { issuer: 'file:///etc/passwd' }, 'settings.issuer field.invalid'],
    ['oidc', oidc, { issuer: 'http://169.254.169.254/latest' }, 'settings.issuer field.invalid'],
    ['mail', mail, { from: 'nobody' }, 'settings.from field.invalid'],
  ] as const)('of %s refuses %o with %o: %s', async (kind, settings, wrong, told) => {
    expect(await fieldsOf(saveConnection(developer, { kind, settings: { ...settings, ...wrong }, isEnabled: false }))).toEqual([told])
  })

  it.each(['127.0.0.1', 'localhost', 'files', '10.1.2.3', '::1', '[::1]', 'files.plant.example'])('may be to %s', async (host) => {
    expect(await saveConnection(admin, aShare({ settings: { ...smb, host } }))).toMatchObject({ settings: { host } })
  })

  it('is changed only by who saw its last state', async () => {
    await saveConnection(admin, aShare())
    await saveConnection(admin, aShare({ version: 1 }))
    expect(await refusal(saveConnection(admin, aShare({ version: 1 })))).toMatchObject({ code: 'conflict.version' })
    expect(await refusal(removeConnection(admin, { kind: 'smb', version: 1 }))).toMatchObject({ code: 'conflict.version' })
    await removeConnection(admin, { kind: 'smb' })
    expect(await refusal(saveConnection(admin, aShare({ version: 2 })))).toMatchObject({ code: 'conflict.version' })
  })

  it('is there once, however many set it up together', async () => {
    const both = await Promise.allSettled([saveConnection(admin, aShare()), saveConnection(developer, aShare())])
    for (const one of both) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict.version' })
    expect((await listConnections(admin)).results).toHaveLength(1)
  })

  it('gives roles only by who may give roles', async () => {
    const roleMap = [{ group: 'cn=chiefs', role: 'superadmin' as const }]
    for (const [kind, settings] of [
      ['ldap', ldap],
      ['oidc', oidc],
    ] as const) {
      for (const given of [{ roleMap }, { defaultRole: 'staff' }, { defaultRole: null }])
        expect(await refusal(saveConnection(admin, { kind, settings: { ...settings, ...given }, isEnabled: false }))).toMatchObject({
          code: 'permission.denied',
          details: { permission: 'role.update' },
        })
      await saveConnection(developer, { kind, settings: { ...settings, roleMap }, secret: password, isEnabled: false })
      const kept = {
        kind,
        settings: { ...settings, roleMap, usernameAttribute: undefined, ...(kind === 'ldap' ? { nameAttribute: 'sn' } : { label: 'Us' }) },
        isEnabled: true,
        version: 1,
      }
      const { usernameAttribute: _, ...others } = kept.settings
      expect(await saveConnection(admin, { ...kept, settings: others })).toMatchObject({ version: 2 })
      expect(await refusal(saveConnection(admin, { kind, settings, isEnabled: true, version: 2 }))).toMatchObject({
        code: 'permission.denied',
      })
      expect((await auditOf(admin, 'connection.save')).at(-1)!.after).not.toHaveProperty('roleMap')
    }
  })

  it('is nobody’s who may not change connections', async () => {
    await saveConnection(admin, aShare())
    for (const role of rolesWithout('connection.update')) {
      const ctx = await here.actor(role)
      const refused = [
        listConnections(ctx),
        getConnection(ctx, { kind: 'smb' }),
        saveConnection(ctx, aShare({ version: 1 })),
        removeConnection(ctx, { kind: 'smb' }),
      ]
      expect(await refusalsOf(refused)).toEqual(['permission.denied'])
    }
    expect(rolesWithout('connection.update')).toEqual(['user', 'staff', 'ptb_admin'])
  })

  it('of another organisation is not there', async () => {
    await saveConnection(admin, aShare())
    const other = await anOrganization(here.test.database)
    const stranger = { ...developer, actor: { ...developer.actor, organizationId: other.id } }
    expect((await listConnections(stranger)).results).toEqual([])
    expect(await refusal(getConnection(stranger, { kind: 'smb' }))).toMatchObject({ code: 'connection.not_set' })
    expect(await refusal(removeConnection(stranger, { kind: 'smb' }))).toMatchObject({ code: 'connection.not_set' })
    await within(stranger, ({ sql }) => sql`delete from connection`)
    expect(await getConnection(admin, { kind: 'smb' })).toMatchObject({ version: 1 })
  })

  it('with a secret wants a key to seal it with', async () => {
    const keyless = { ...admin, services: { ...admin.services, vault: openVault(null) } }
    expect(await refusal(saveConnection(keyless, aShare()))).toMatchObject({ code: 'secret.no_key' })
    expect(await listConnections(keyless)).toMatchObject({ hasKey: false })
  })
})
