import { fireEvent, screen, within } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { useBadges } from '../../app/badges.ts'
import type { MenuItem } from '../../app/feature.ts'
import { useLive } from '../../app/live.ts'
import { usePreferences } from '../../app/preferences.ts'
import { aReader } from '../../testing/me.ts'
import { renderPart } from '../../testing/render.ts'
import { serve } from '../../testing/server.ts'
import { setWidth } from '../../testing/width.ts'
import AppPage from '../AppPage.vue'
import CommandPalette from '../CommandPalette.vue'
import KeysOverlay from '../KeysOverlay.vue'
import AppRail from '../shell/AppRail.vue'
import { useMenu } from '../shell/menu.ts'
import TabBar from '../shell/TabBar.vue'
import TopBar from '../shell/TopBar.vue'

afterEach(() => setWidth(1440))

const items: MenuItem[] = [
  {
    name: 'request',
    group: 'overtime',
    order: 1,
    to: '/ot/form',
    icon: 'i-lucide-pen-line',
    label: 'app.keys.new_request',
    permission: 'overtime.create',
    key: 'R',
    tab: 1,
  },
  {
    name: 'approvals',
    group: 'overtime',
    order: 2,
    to: '/ot/approvals',
    icon: 'i-lucide-list-checks',
    label: 'app.palette.kind.overtime',
    permission: 'overtime.decide',
    tab: 2,
  },
  {
    name: 'history',
    group: 'overtime',
    order: 3,
    to: '/ot/history',
    icon: 'i-lucide-rows-3',
    label: 'app.palette.kind.project',
    ownLabel: 'app.palette.kind.employee',
    permission: 'overtime.read',
    tab: 3,
  },
]
/** A shell part with the menu of this reader. */
const withMenu = (part: typeof AppRail | typeof TabBar) =>
  defineComponent({
    setup() {
      const menu = useMenu(items)
      return () => h(part, { items: menu.value })
    },
  })
const links = () =>
  screen
    .getAllByRole('link')
    .map((link) => link.textContent?.trim())
    .filter((text) => text !== 'Lembur')

describe('menu', () => {
  it('shows what the reader has the right to, and calls History by another name for his own hours', async () => {
    const staff = await renderPart(withMenu(AppRail), { me: aReader('staff'), at: '/ot/form' })
    expect(links()).toEqual(['New request', 'Person'])
    staff.unmount()
    await renderPart(withMenu(AppRail), { me: aReader('ptb_admin'), at: '/ot/form' })
    expect(links()).toEqual(['New request', 'Request', 'Project'])
    expect(screen.getByRole('link', { current: 'page' }).textContent).toContain('New request')
  })

  it('shows a count beside an item while there is one', async () => {
    await renderPart(withMenu(AppRail), { me: aReader() })
    useBadges().set('approvals', 24)
    expect(await screen.findByText('24')).toBeTruthy()
    useBadges().set('approvals', 0)
    await expect.poll(() => screen.queryByText('24')).toBeNull()
  })

  it('becomes icons with names on a narrow screen, and tabs on a phone', async () => {
    setWidth(1000)
    const narrow = await renderPart(withMenu(AppRail), { me: aReader() })
    expect(screen.getByRole('link', { name: 'New request' })).toBeTruthy()
    narrow.unmount()
    setWidth(390)
    await renderPart(withMenu(TabBar), { me: aReader('staff'), at: '/ot/form' })
    const tabs = within(screen.getByRole('navigation', { name: 'Pages' }))
    expect(tabs.getAllByRole('link').map((tab) => tab.textContent?.trim())).toEqual(['New request', 'Person'])
    await fireEvent.click(tabs.getByRole('button', { name: 'More' }))
    const sheet = within(await screen.findByRole('dialog', { name: 'All pages' }))
    expect(sheet.getByRole('button', { name: 'Sign out' })).toBeTruthy()
  })
})

it('shows the page’s title, the plant’s clock and the zone', async () => {
  const Frame = defineComponent({
    setup: () => () => [h(TopBar), h(AppPage, { title: 'Approvals', sub: '24 waiting' }, { default: () => '' })],
  })
  await renderPart(Frame, { me: aReader(), language: 'id' })
  expect(await screen.findByRole('heading', { level: 1, name: 'Approvals' })).toBeTruthy()
  expect(screen.getByText('24 waiting')).toBeTruthy()
  expect(screen.getByText('16:42')).toBeTruthy()
  expect(screen.getByText('Kam 11 Jun · WIB')).toBeTruthy()
})

it('says since when there is no connection', async () => {
  await renderPart(withMenu(AppRail), { me: aReader() })
  useLive().brokenSince = Date.parse('2026-06-11T09:38:00Z')
  expect(await screen.findByText('No connection since 16:38')).toBeTruthy()
})

describe('palette', () => {
  it('finds verbs at once and people from the server, and runs what Enter chooses', async () => {
    const found = {
      kind: 'employee',
      id: '01890000-0000-7000-8000-000000000009',
      title: 'Budi Santoso',
      detail: 'MW2301187',
      link: '/people?employee=9',
    }
    serve({ 'search.find': () => ({ results: [found] }) })
    const { router } = await renderPart(CommandPalette, { props: { open: true }, me: aReader() })
    const field = await screen.findByRole('combobox')
    await fireEvent.update(field, 'budi')
    expect(await screen.findByRole('option', { name: /Budi Santoso/ })).toBeTruthy()
    await fireEvent.keyDown(field, { key: 'Enter' })
    await expect.poll(() => router.currentRoute.value.fullPath).toBe('/people?employee=9')
  })

  it('moves with the arrows', async () => {
    serve({ 'search.find': () => ({ results: [] }) })
    await renderPart(CommandPalette, { props: { open: true }, me: aReader() })
    const field = await screen.findByRole('combobox')
    await fireEvent.update(field, 'theme')
    await expect.poll(() => screen.queryAllByRole('option').length).toBe(2)
    await fireEvent.keyDown(field, { key: 'ArrowDown' })
    expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true')
    await fireEvent.keyDown(field, { key: 'Enter' })
    expect(usePreferences().theme).toBe('dark')
  })

  it('says when nothing is found', async () => {
    serve({ 'search.find': () => ({ results: [] }) })
    await renderPart(CommandPalette, { props: { open: true }, me: aReader() })
    await fireEvent.update(await screen.findByRole('combobox'), 'qqq')
    expect(await screen.findByText('Nothing found for “qqq”.')).toBeTruthy()
  })
})

it('lists the keys and switches single letters off', async () => {
  await renderPart(KeysOverlay, { props: { open: true }, me: aReader() })
  const dialog = within(await screen.findByRole('dialog', { name: 'Keys' }))
  await fireEvent.click(dialog.getByRole('checkbox', { name: /Single letters act/ }))
  expect(usePreferences().letterKeys).toBe(false)
})
