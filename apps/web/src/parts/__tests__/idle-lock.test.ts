import type { Me } from '@lembur/contracts/identity'
import { fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useSession } from '../../app/session.ts'
import { aReader } from '../../testing/me.ts'
import { renderPart } from '../../testing/render.ts'
import { asked, serve } from '../../testing/server.ts'
import { touched, useIdleLock } from '../shell/idle-lock.ts'

const Shell = defineComponent({
  setup() {
    useIdleLock()
    return () => h('button', 'Anything')
  },
})
const me = aReader()
const shared = { ...me, organisation: { ...me.organisation, idleMinutes: 10 } }
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)
const begin = (reader: Me = shared) => {
  serve({ 'auth.signOut': () => null })
  return renderPart(Shell, { me: reader, at: '/ot/history?status=pending' })
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('locks a shared PC that nobody touches, and keeps the address', async () => {
  const { router } = await begin()
  await minutes(11)
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/login'))
  expect(router.currentRoute.value.query).toEqual({ redirect: '/ot/history?status=pending', reason: 'idle' })
  expect(useSession().me).toBeNull()
  expect(asked.map(({ path }) => path)).toEqual(['auth.signOut'])
})

it('stays open while any tab is used, and where no time is set', async () => {
  const { router } = await begin()
  await minutes(9)
  await fireEvent.keyDown(screen.getByRole('button'), { key: 'j' })
  await minutes(9)
  touched() // another tab of this browser
  await minutes(9)
  expect(router.currentRoute.value.path).toBe('/ot/history')
})

it('never locks where the plant set no time', async () => {
  const { router } = await begin(me)
  await minutes(600)
  expect(router.currentRoute.value.path).toBe('/ot/history')
})

it('is not put off by the first touch after too long a time', async () => {
  const { router } = await begin()
  vi.setSystemTime(Date.now() + 60 * 60_000) // the PC slept: no timer ran
  await fireEvent.pointerDown(screen.getByRole('button'))
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/login'))
})

it('locks a page that is opened again after too long a time', async () => {
  touched()
  vi.setSystemTime(Date.now() + 60 * 60_000)
  const { router } = await begin()
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/login'))
})
