import { fireEvent, screen } from '@testing-library/vue'
import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useSession } from '../../app/session.ts'
import { aReader } from '../../testing/me.ts'
import { renderPart } from '../../testing/render.ts'
import { asked, serve } from '../../testing/server.ts'
import AppPage from '../AppPage.vue'
import AppShell from '../AppShell.vue'
import { useIdleLock } from '../shell/idle-lock.ts'

const shell = () =>
  renderPart(AppShell, {
    me: aReader(),
    slots: {
      default: () =>
        h(AppPage, { title: 'History', sub: 'June period' }, { default: () => h('input', { 'data-search': '', 'aria-label': 'search' }) }),
    },
  })

it('has its landmarks, one first heading and a way past the menu', async () => {
  await shell()
  expect(screen.getByRole('main')).toBeTruthy()
  expect(screen.getByRole('banner')).toBeTruthy()
  expect(await screen.findByRole('heading', { level: 1, name: 'History' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Skip to the content' }).getAttribute('href')).toBe('#content')
})

it('opens the palette with Ctrl K, and all keys with ?', async () => {
  await shell()
  await fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
  expect(await screen.findByRole('dialog', { name: 'Find or do' })).toBeTruthy()
  await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('combobox')
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  await fireEvent.keyDown(document.body, { key: '?', shiftKey: true })
  expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy()
})

it('brings “/” to the search of the page, and N to a new request', async () => {
  const { router } = await shell()
  await fireEvent.keyDown(document.body, { key: '/' })
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'search' }))
  await fireEvent.keyDown(document.body, { key: 'n' })
  await expect.poll(() => router.currentRoute.value.path).toBe('/ot/form')
})

it('locks a shared PC that nobody touches, and keeps the address', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  serve({ 'auth.signOut': () => null })
  const reader = aReader()
  const me = { ...reader, organisation: { ...reader.organisation, idleMinutes: 10 } }
  const Page = defineComponent({
    setup() {
      useIdleLock()
      return () => null
    },
  })
  const { router } = await renderPart(Page, { me, at: '/ot/history?page=2' })
  vi.advanceTimersByTime(9 * 60_000)
  window.dispatchEvent(new Event('pointerdown'))
  vi.advanceTimersByTime(9 * 60_000)
  expect(useSession().me).not.toBeNull()
  vi.advanceTimersByTime(2 * 60_000)
  vi.useRealTimers()
  await flushPromises()
  await expect.poll(() => router.currentRoute.value.fullPath).toBe('/login?redirect=/ot/history?page=2&reason=idle')
  expect(asked.map((one) => one.path)).toContain('auth.signOut')
})
