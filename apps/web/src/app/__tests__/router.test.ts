import { beforeEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { aReader } from '../../testing/me.ts'
import { Refusal, serve } from '../../testing/server.ts'
import { startStores } from '../../testing/stores.ts'
import { showLanguage } from '../i18n.ts'
import { createAppRouter, safeRedirect } from '../router.ts'
import { useSession } from '../session.ts'
import { trpc } from '../trpc.ts'

const component = defineComponent({ render: () => null })
const routes = [
  { path: '/login', component, meta: { public: true } },
  { path: '/ot/form', component, meta: { permission: 'overtime.create' as const } },
  { path: '/ot/approvals', component, meta: { permission: 'overtime.decide' as const, title: 'app.denied.title' } },
]
const aRouter = () => createAppRouter(createMemoryHistory(), routes)

beforeEach(async () => {
  startStores()
  await showLanguage('en')
})

it('asks everyone to sign in, and keeps where they wanted to go', async () => {
  serve({ 'auth.current': () => null })
  const router = aRouter()
  await router.push('/ot/approvals?status=pending')
  expect(router.currentRoute.value.fullPath).toBe('/login?redirect=/ot/approvals?status=pending')
})

it('opens a page whose right the reader holds, and names the window', async () => {
  serve({ 'auth.current': () => aReader('ptb_admin') })
  const router = aRouter()
  await router.push('/ot/approvals')
  expect(router.currentRoute.value.path).toBe('/ot/approvals')
  expect(document.title).toBe('No access | PTB')
})

it('shows a page without its right as denied', async () => {
  serve({ 'auth.current': () => aReader('staff') })
  const router = aRouter()
  await router.push('/ot/approvals')
  expect(router.currentRoute.value.name).toBe('denied')
})

it('leads who comes by the front door to the first page that is his', async () => {
  serve({ 'auth.current': () => aReader('user') })
  const router = aRouter()
  await router.push('/')
  expect(router.currentRoute.value.path).toBe('/ot/history')
})

it('leads to sign-in when the server says the session is over', async () => {
  serve({
    'auth.current': () => aReader('ptb_admin'),
    'search.find': () => {
      throw new Refusal('auth.required')
    },
  })
  const router = aRouter()
  await router.push('/ot/approvals')
  await expect(trpc.search.find.query({ text: 'budi' })).rejects.toThrow()
  await router.isReady()
  await expect.poll(() => router.currentRoute.value.fullPath).toBe('/login?redirect=/ot/approvals&reason=expired')
  expect(useSession().me).toBeNull()
})

it.each([
  ['auth.account_disabled', 'deactivated'],
  ['auth.session_ended', 'ended'],
] as const)('says at sign-in why a session is over (%s)', async (code, reason) => {
  serve({
    'auth.current': () => aReader('ptb_admin'),
    'search.find': () => {
      throw new Refusal(code)
    },
  })
  const router = aRouter()
  await router.push('/ot/approvals')
  await expect(trpc.search.find.query({ text: 'budi' })).rejects.toThrow()
  await expect.poll(() => router.currentRoute.value.query.reason).toBe(reason)
})

it('leads away from a page whose right was taken, and back once it is given again', async () => {
  let answer = aReader('ptb_admin')
  serve({ 'auth.current': () => answer })
  const router = aRouter()
  await router.push('/ot/approvals?status=pending')
  answer = aReader('staff')
  await useSession().refresh()
  await expect.poll(() => router.currentRoute.value.name).toBe('denied')
  answer = aReader('ptb_admin')
  await useSession().refresh()
  await expect.poll(() => router.currentRoute.value.fullPath).toBe('/ot/approvals?status=pending')
})

it('stays where one is while other rights change', async () => {
  let answer = aReader('ptb_admin')
  serve({ 'auth.current': () => answer })
  const router = aRouter()
  await router.push('/ot/form')
  answer = aReader('staff')
  await useSession().refresh()
  expect(router.currentRoute.value.path).toBe('/ot/form')
})

it('lets a page be shown that says so where the server does not answer', async () => {
  const router = aRouter()
  await router.push('/ot/approvals')
  expect(router.currentRoute.value.path).toBe('/ot/approvals')
  expect(useSession().failure).not.toBeNull()
})

it('never redirects to another site', () => {
  expect(safeRedirect('/ot/history?page=2')).toBe('/ot/history?page=2')
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', undefined]) expect(safeRedirect(bad)).toBe('/ot/form')
})
