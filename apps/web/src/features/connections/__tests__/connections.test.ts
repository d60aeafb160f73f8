import type { Connection, ConnectionList } from '@lembur/contracts/connections'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import ConnectionsPage from '../pages/ConnectionsPage.vue'

const smb: Connection = {
  kind: 'smb',
  isEnabled: true,
  settings: { host: 'files.plant', port: 445, share: 'pub', domain: '', username: 'lembur', prefix: 'A\\B\\', protection: 'sign' },
  hasSecret: true,
  version: 3,
  updatedAt: '2026-06-11T09:00:00Z',
  lastTest: { at: '2026-06-11T09:40:00Z', outcome: 'reached' },
}
const ldap: Connection = {
  ...smb,
  kind: 'ldap',
  settings: {
    url: 'ldaps://directory',
    bindDn: 'cn=lembur',
    baseDn: 'dc=plant',
    startTls: true,
    roleMap: [{ group: 'cn=chiefs', role: 'ptb_admin' }],
    defaultRole: 'user',
  },
  lastTest: null,
}
const inUse = { from: 'connection' as const, location: '//files.plant/pub/A/B', problem: null }
const environment = { from: 'environment' as const, location: '/data/share', problem: null }
const listed = (changes: Partial<ConnectionList> = {}): ConnectionList => ({ results: [smb, ldap], share: inUse, hasKey: true, ...changes })

const routes = [{ path: '/system/connections/:kind(ldap|oidc|mail)?', component: ConnectionsPage }]
const page = async (kind = '', role: 'superadmin' | 'developer' = 'superadmin') => {
  await renderPart(ConnectionsPage, { at: `/system/connections${kind && `/${kind}`}`, routes, me: aReader(role) })
  await screen.findByRole('form')
}
const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const secret = (name = /^Password/) => screen.getByLabelText<HTMLInputElement>(name)
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const sent = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

describe('the page of connections', () => {
  it('shows how the share stands, where workbooks go and from where that is set, and never a secret', async () => {
    serve({ 'connection.list': () => listed() })
    await page()
    const state = within(screen.getByRole('region', { name: 'State' }))
    expect(state.getByText('In use')).toBeTruthy()
    expect(state.getByText(/Last test today 16:40: answered/)).toBeTruthy()
    expect(state.getByText('//files.plant/pub/A/B')).toBeTruthy()
    expect(state.getByText(/set here/)).toBeTruthy()
    expect(field('Server').value).toBe('files.plant')
    expect(secret().value).toBe('')
    expect(secret().placeholder).toBe('Kept. Type to replace')
    expect(secret().type).toBe('password')
  })

  it('shows the defaults of one that is not set up, and the place of the environment', async () => {
    serve({ 'connection.list': () => listed({ results: [], share: environment }) })
    await page()
    expect(screen.getByText('Not set up')).toBeTruthy()
    expect(screen.getByText('/data/share')).toBeTruthy()
    expect(field('Port').value).toBe('445')
    expect(screen.queryByRole('button', { name: 'Delete connection' })).toBeNull()
  })

  it('says that nothing can be delivered, and that no key is set', async () => {
    serve({ 'connection.list': () => listed({ share: { ...inUse, location: '', problem: 'secret.unreadable' }, hasKey: false }) })
    await page()
    expect(screen.getByText(/No workbook can be delivered: A stored secret cannot be read/)).toBeTruthy()
    expect(screen.getByText(/No key for secrets is set, so no password/)).toBeTruthy()
  })
})

describe('saving a connection', () => {
  it('keeps the secret that was not typed, and asks nothing where workbooks stay where they go', async () => {
    serve({ 'connection.list': () => listed(), 'connection.save': () => ({ ...smb, version: 4 }) })
    await page()
    await fireEvent.update(screen.getByLabelText('User name'), 'other')
    await press('Save')
    await waitFor(() => expect(sent('connection.save')).toHaveLength(1))
    expect(sent('connection.save')[0]).toEqual({
      kind: 'smb',
      settings: { ...smb.settings, username: 'other' },
      isEnabled: true,
      version: 3,
    })
  })

  it('asks first where the next workbooks would go elsewhere', async () => {
    serve({ 'connection.list': () => listed(), 'connection.save': () => ({ ...smb, version: 4 }) })
    await page()
    await fireEvent.update(field('Server'), 'new.plant')
    await fireEvent.update(secret(), 'typed')
    await press('Save')
    expect(await screen.findByText(/next workbooks go to \/\/new\.plant\/pub\/A\/B/)).toBeTruthy()
    expect(sent('connection.save')).toEqual([])
    await press('Save and deliver there')
    await waitFor(() => expect(sent('connection.save')).toMatchObject([{ secret: 'typed', settings: { host: 'new.plant' } }]))
  })

  it('asks first where it is switched off, and takes no for an answer', async () => {
    serve({ 'connection.list': () => listed() })
    await page()
    await fireEvent.click(screen.getByRole('switch', { name: /In use/ }))
    await press('Save')
    expect(await screen.findByText(/next workbooks go to the place that the server’s environment names/)).toBeTruthy()
    await press('Cancel')
    expect(sent('connection.save')).toEqual([])
  })

  it('says beside the field what is wrong, and puts the focus there', async () => {
    serve({
      'connection.list': () => listed(),
      'connection.save': () => {
        throw new Refusal('input.invalid', { fields: [{ path: 'secret', code: 'connection.secret_again', message: '' }] })
      },
    })
    await page('ldap')
    await fireEvent.update(field('Address'), 'ldaps://other')
    await press('Save')
    expect(await screen.findByText(/give it again/)).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(secret()))
  })

  it('tells of somebody else’s change, and shows it when asked', async () => {
    let now = listed()
    serve({
      'connection.list': () => now,
      'connection.save': () => {
        now = listed({ results: [{ ...smb, version: 4, settings: { ...smb.settings, username: 'theirs' } }] })
        throw new Refusal('conflict.version', { version: 4 })
      },
    })
    await page()
    await fireEvent.update(screen.getByLabelText('User name'), 'mine')
    await press('Save')
    expect(await screen.findByText(/Somebody changed this in the meantime/)).toBeTruthy()
    expect(field('User name').value).toBe('mine')
    await waitFor(() => expect(asked.filter(({ path }) => path === 'connection.list').length).toBeGreaterThan(1))
    await press('Show what is stored now')
    await waitFor(() => expect(field('User name').value).toBe('theirs'))
  })

  it('takes the secret away when asked, and the connection after asking', async () => {
    serve({
      'connection.list': () => listed(),
      'connection.save': () => ({ ...smb, version: 4 }),
      'connection.remove': () => ({ kind: 'smb' }),
    })
    await page('ldap')
    await press('Take it away')
    expect(secret().disabled).toBe(true)
    await press('Save')
    await waitFor(() => expect(sent('connection.save')).toMatchObject([{ kind: 'ldap', secret: null }]))
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Delete connection' }).disabled).toBe(false))
    await press('Delete connection')
    expect(await screen.findByText(/Nobody signs in by it any more/)).toBeTruthy()
    const dialog = within(screen.getByRole('dialog'))
    await fireEvent.click(dialog.getByRole('button', { name: 'Delete connection' }))
    await waitFor(() => expect(sent('connection.remove')).toHaveLength(1))
  })
})

describe('testing a connection', () => {
  it('tries what stands in the form, and answers in place', async () => {
    const answer = Promise.withResolvers<unknown>()
    serve({ 'connection.list': () => listed(), 'connection.test': () => answer.promise })
    await page()
    await fireEvent.update(secret(), 'typed')
    await press('Test connection')
    expect(await screen.findByText('Asking')).toBeTruthy()
    await waitFor(() => expect(sent('connection.test')).toHaveLength(1))
    expect(sent('connection.test')).toMatchObject([{ kind: 'smb', secret: 'typed', settings: { host: 'files.plant' } }])
    answer.resolve({ ok: false, milliseconds: 1234, outcome: 'no_folder', sentence: '' })
    expect(await screen.findByText(/the folder is not there/)).toBeTruthy()
    expect(screen.getByText('(1,234 ms)')).toBeTruthy()
    expect(screen.queryByText('Asking')).toBeNull()
    expect(secret().value).toBe('typed')
  })

  it('forgets the answer once something else stands in the form', async () => {
    serve({
      'connection.list': () => listed(),
      'connection.test': () => ({ ok: true, milliseconds: 12, outcome: 'reached', sentence: '' }),
    })
    await page()
    await press('Test connection')
    expect(await screen.findByText(/takes the account/)).toBeTruthy()
    await fireEvent.update(field('Server'), 'other.plant')
    await waitFor(() => expect(screen.queryByText(/takes the account/)).toBeNull())
  })

  it('says why it was not tried', async () => {
    serve({
      'connection.list': () => listed(),
      'connection.test': () => {
        throw new Refusal('connection.test_running')
      },
    })
    await page()
    await press('Test connection')
    expect(await screen.findByText(/Another test is still running/)).toBeTruthy()
  })
})

describe('groups and roles', () => {
  it('are read by who may give no roles, and sent back as they were', async () => {
    serve({ 'connection.list': () => listed(), 'connection.save': () => ({ ...ldap, version: 4 }) })
    await page('ldap')
    expect(screen.getByText('Only a developer gives roles.')).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('Group 1').disabled).toBe(true)
    expect(screen.queryByRole('button', { name: 'Add group' })).toBeNull()
    await fireEvent.update(field('Where people are'), 'ou=people')
    await press('Save')
    await waitFor(() =>
      expect(sent('connection.save')).toMatchObject([{ settings: { roleMap: ldap.settings.roleMap, defaultRole: 'user' } }]),
    )
  })

  it('are edited by a developer', async () => {
    serve({ 'connection.list': () => listed(), 'connection.save': () => ({ ...ldap, version: 4 }) })
    await page('ldap', 'developer')
    await press('Add group')
    const second = await screen.findByLabelText<HTMLInputElement>('Group 2')
    await waitFor(() => expect(document.activeElement).toBe(second))
    await fireEvent.update(second, 'cn=all')
    await fireEvent.update(screen.getByLabelText('Role of group 2'), 'staff')
    await press('Remove group 1')
    await fireEvent.update(screen.getByLabelText('Everybody else'), '')
    await press('Save')
    await waitFor(() =>
      expect(sent('connection.save')).toMatchObject([{ settings: { roleMap: [{ group: 'cn=all', role: 'staff' }], defaultRole: null } }]),
    )
  })
})

it.each(['en', 'id', 'zh'] as const)('has every word of every kind in %s', async (language) => {
  for (const kind of ['', 'ldap', 'oidc', 'mail']) {
    serve({ 'connection.list': () => listed() })
    const { container, unmount } = await renderPart(ConnectionsPage, {
      at: `/system/connections/${kind}`,
      routes,
      me: aReader('developer'),
      language,
    })
    await screen.findByRole('form')
    expect(container.textContent).not.toMatch(/connections\.[a-z]/)
    unmount()
  }
})

it('keeps what was typed while another kind is looked at', async () => {
  serve({ 'connection.list': () => listed() })
  const { router } = await renderPart(ConnectionsPage, { at: '/system/connections', routes, me: aReader('superadmin') })
  await screen.findByRole('form')
  await fireEvent.update(screen.getByLabelText('User name'), 'half typed')
  await router.push('/system/connections/ldap')
  expect(await screen.findByLabelText('Account that searches')).toBeTruthy()
  await router.push('/system/connections')
  expect((await screen.findByLabelText<HTMLInputElement>('User name')).value).toBe('half typed')
})
