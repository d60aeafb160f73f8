import type { Activity, Configuration } from '@lembur/contracts/system'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { keepBrand } from '@/app/brand.ts'
import BrandMark from '@/parts/BrandMark.vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import ActivityPage from '../pages/ActivityPage.vue'
import ConfigurationPage from '../pages/ConfigurationPage.vue'

const stored: Configuration = {
  appName: 'Lembur',
  appAcronym: 'PTB',
  timeZone: 'Asia/Jakarta',
  periodStartDay: 26,
  shiftStartMinute: 480,
  shiftEndMinute: 1020,
  breakAfterMinutes: 240,
  breakLengthMinutes: 60,
  anyoneFilesForAnyone: false,
  idleMinutes: null,
  publicUrl: null,
  secondFactorRoles: ['developer'],
  activityRetentionDays: null,
  activityCleanupMinute: 15,
  activityClearedOn: '2026-06-10',
  version: 3,
}
/** What is asked for by the way. */
const always = {
  'configuration.get': () => stored,
  'configuration.branding': () => branding,
  'auth.current': () => superadmin,
}
const branding = {
  appName: 'Lembur',
  appAcronym: 'PTB',
  timeZone: 'Asia/Jakarta',
  now: '2026-06-11T09:42:00Z',
  isDemo: false,
  tabIcon: null,
  sidebarLogo: null,
}
const entry: Activity = {
  id: '01890000-0000-7000-8000-00000000000a',
  at: '2026-06-11T09:41:00Z',
  actorName: 'Siti Rahayu',
  action: 'asset.lend_out',
  subjectType: 'asset',
  subjectId: '7',
  subjectLabel: 'Torque wrench',
  before: { name: 'A' },
  after: { name: 'B' },
  requestId: null,
  ip: '10.0.0.7',
  userAgent: null,
}
const siti = { id: '01890000-0000-7000-8000-0000000000aa', displayName: 'Siti Rahayu', username: 'siti' }
const inputsOf = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)
const superadmin = aReader('superadmin')

describe('the configuration', () => {
  let saved: unknown
  beforeEach(() => {
    saved = null
    serve({
      ...always,
      'configuration.update': (input) => {
        saved = input
        return { ...stored, version: 4 }
      },
    })
  })
  const open = () => renderPart(ConfigurationPage, { me: superadmin })

  it('stands in groups and is saved as a whole', async () => {
    await open()
    await screen.findByRole('heading', { name: 'Name and look' })
    for (const name of ['Address of the product', 'Time and shift', 'Sign-in', 'Activity log'])
      expect(screen.getByRole('region', { name })).toBeTruthy()
    expect(screen.getByText(/Last cleared on Wed 10 June 2026/)).toBeTruthy()
    await fireEvent.update(screen.getByLabelText('Address'), ' https://lembur.example.com ')
    await fireEvent.update(screen.getByLabelText('Keep activity for days'), '90')
    await fireEvent.click(screen.getByRole('button', { name: /^Save/ }))
    await waitFor(() =>
      expect(saved).toMatchObject({
        publicUrl: 'https://lembur.example.com',
        activityRetentionDays: 90,
        activityCleanupMinute: 15,
        secondFactorRoles: ['developer'],
        idleMinutes: null,
        version: 3,
      }),
    )
  })

  it('says so before the own role needs a second factor', async () => {
    await open()
    const own = await screen.findByLabelText('Superadmin')
    expect(screen.queryByText(/Your own role is among them/)).toBeNull()
    await fireEvent.click(own)
    expect(screen.getByRole('status').textContent).toContain('Your own role is among them')
    await fireEvent.click(screen.getByRole('button', { name: /^Save/ }))
    await waitFor(() => expect(saved).toMatchObject({ secondFactorRoles: ['superadmin', 'developer'] }))
  })

  it('shows what is wrong beside its field', async () => {
    serve({
      ...always,
      'configuration.update': () => {
        throw new Refusal('input.invalid', { fields: [{ path: 'publicUrl', code: 'address.invalid', message: '' }] })
      },
    })
    await open()
    const field = await screen.findByLabelText('Address')
    await fireEvent.click(screen.getByRole('button', { name: /^Save/ }))
    await screen.findByText(/Write the address as https/)
    await waitFor(() => expect(document.activeElement).toBe(field))
  })

  it('takes a picture at once, and says what is wrong with it', async () => {
    await open()
    const input = await screen.findByLabelText('Replace: Logo')
    const post = vi.fn(async () => new Response(JSON.stringify({ code: 'file.unsafe', message: 'x', details: {} }), { status: 400 }))
    const answering = globalThis.fetch
    globalThis.fetch = (target, init) => (String(target).startsWith('/api/') ? post() : answering(target, init))
    await fireEvent.update(input)
    Object.defineProperty(input, 'files', { value: [new File(['<svg/>'], 'logo.svg')], configurable: true })
    await fireEvent.change(input)
    await screen.findByText(/holds something that is no picture/)
    expect(post).toHaveBeenCalledOnce()
    expect(saved).toBeNull()
  })
})

describe('the mark', () => {
  const Root = defineComponent({
    setup() {
      keepBrand()
      return () => h(BrandMark)
    },
  })

  it("is the organisation's logo, and its own again where that cannot be had; the tab has its icon", async () => {
    document.head.innerHTML = '<link rel="icon" href="/favicon.svg" type="image/svg+xml">'
    serve({ ...always, 'configuration.branding': () => ({ ...branding, sidebarLogo: 'abc', tabIcon: 'def' }) })
    const { container } = await renderPart(Root)
    await waitFor(() => expect(container.querySelector('img')?.getAttribute('src')).toBe('/api/branding/sidebar_logo?v=abc'))
    expect(document.querySelector('link[rel="icon"]')?.getAttribute('href')).toBe('/api/branding/tab_icon?v=def')
    await fireEvent.error(container.querySelector('img')!)
    expect(container.querySelector('img')).toBeNull()
    expect(container.querySelector('svg')).toBeTruthy()
  })
})

describe('the activity log', () => {
  const page = { results: [entry], count: 1, countIsMinimum: false, nextCursor: null }
  beforeEach(() => {
    serve({
      ...always,
      'activity.list': () => page,
      'activity.actors': () => ({ results: [siti] }),
      'activity.purge': () => ({ deletedCount: 1234, days: 90, cutoff: entry.at }),
    })
  })

  it('is filtered by what the address says, and is had as a file of the same filter', async () => {
    const query = `actor=${siti.id}&action=user.set_role,auth.sign_in&subject=user&record=7&from=2026-06-01&to=2026-06-11`
    await renderPart(ActivityPage, { me: superadmin, at: `/system/activity?${query}` })
    await screen.findByText('Asset · lend out')
    const filter = {
      actorId: [siti.id],
      action: ['user.set_role', 'auth.sign_in'],
      subjectType: 'user',
      subjectId: '7',
      from: '2026-06-01',
      to: '2026-06-11',
    }
    expect(inputsOf('activity.list')).toEqual([{ ...filter, page: 1, pageSize: 50 }])
    const link = screen.getByRole('link', { name: /CSV/ }).getAttribute('href') ?? ''
    expect(Object.fromEntries(new URL(link, 'http://plant').searchParams)).toEqual({
      format: 'csv',
      actorId: siti.id,
      action: 'user.set_role,auth.sign_in',
      subjectType: 'user',
      subjectId: '7',
      from: '2026-06-01',
      to: '2026-06-11',
    })
    expect((await screen.findAllByText('Siti Rahayu')).length).toBe(2)
    expect(screen.getByText(/Role changed/)).toBeTruthy()
  })

  it('is purged after being asked, by whole days', async () => {
    await renderPart(ActivityPage, { me: superadmin })
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete old…' }))
    const dialog = await screen.findByRole('dialog')
    const verb = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Delete what is older' })
    const days = within(dialog).getByLabelText('Keep the last days')
    for (const wrong of ['', '0', '1.5', 'all', '9999']) {
      await fireEvent.update(days, wrong)
      expect(verb.disabled).toBe(true)
    }
    await fireEvent.update(days, '90')
    await fireEvent.click(verb)
    await waitFor(() => expect(inputsOf('activity.purge')).toEqual([{ days: 90 }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(inputsOf('activity.list').length).toBeGreaterThan(1))
  })
})
