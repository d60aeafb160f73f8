import { useQueryCache } from '@pinia/colada'
import { beforeEach, expect, it } from 'vitest'
import { aReader } from '../../testing/me.ts'
import { asked, Refusal, serve } from '../../testing/server.ts'
import { startStores } from '../../testing/stores.ts'
import { useClock } from '../clock.ts'
import { sentenceOf } from '../errors.ts'
import { showLanguage } from '../i18n.ts'
import { usePreferences } from '../preferences.ts'
import { useSession } from '../session.ts'

beforeEach(async () => {
  startStores()
  await showLanguage('en')
})
const credentials = { username: 'dewi', password: 'secret', remember: false }

it('knows who is signed in, how far his rights reach, and the plant’s clock', async () => {
  serve({ 'auth.current': () => aReader('staff') })
  const session = useSession()
  await session.load()
  expect(session.me?.displayName).toBe('Dewi Lestari')
  expect(session.can('overtime.read')).toBe(true)
  expect(session.can('overtime.read', 'department')).toBe(false)
  expect(session.can('overtime.decide')).toBe(false)
  expect(session.shift).toEqual({ start: 480, end: 1020 })
  expect(session.today).toBe('2026-06-11')
  expect(useClock().minute).toBe(16 * 60 + 42)
})

it('shows the language of the profile after signing in', async () => {
  serve({ 'auth.signIn': () => aReader('staff', { language: 'id' }) })
  await useSession().signIn(credentials)
  expect(usePreferences().language).toBe('id')
  expect(document.documentElement.lang).toBe('id')
})

it('keeps a language chosen on the sign-in page, and writes it to the profile', async () => {
  serve({ 'auth.signIn': () => aReader('staff', { language: 'id' }), 'auth.updateMe': () => aReader() })
  const session = useSession()
  await session.setLanguage('zh')
  await session.signIn(credentials)
  expect(document.documentElement.lang).toBe('zh-CN')
  expect(asked.at(-1)).toEqual({ path: 'auth.updateMe', input: { language: 'zh' } })
})

it('throws the server’s problem where the password is wrong', async () => {
  serve({
    'auth.signIn': () => {
      throw new Refusal('auth.invalid_credentials')
    },
  })
  const session = useSession()
  await expect(session.signIn(credentials).catch((error: unknown) => sentenceOf(error))).resolves.toBe('Name or password is not right.')
  expect(session.me).toBeNull()
})

it('forgets with the reader what he saw: the next one on this PC is asked for anew', async () => {
  serve({ 'auth.signOut': () => null })
  const session = useSession()
  session.me = aReader('superadmin')
  const cache = useQueryCache()
  cache.setQueryData(['overtime', 'list'], ['Rizky Pratama'])
  await session.signOut()
  expect(cache.getQueryData(['overtime', 'list'])).toBeUndefined()
})

it('takes other rights in place: what is shown is asked for again', async () => {
  let answer = aReader('staff')
  serve({ 'auth.current': () => answer })
  const session = useSession()
  await session.load()
  const cache = useQueryCache()
  cache.setQueryData(['overtime', 'list'], ['his own'])
  const isStale = () => cache.getEntries({ key: ['overtime', 'list'] })[0]?.when === 0
  await session.refresh()
  expect(isStale()).toBe(false)
  answer = aReader('ptb_admin')
  await Promise.all([session.refresh(), session.refresh()])
  expect(session.can('overtime.decide')).toBe(true)
  expect(isStale()).toBe(true)
  expect(asked.map(({ path }) => path)).toEqual(['auth.current', 'auth.current', 'auth.current'])
})

it('keeps what it knows of the reader where the server does not answer, and asks nobody for nobody', async () => {
  serve({})
  const session = useSession()
  await session.refresh()
  session.me = aReader('staff')
  await session.refresh()
  expect(session.me.role).toBe('staff')
  expect(asked).toHaveLength(1)
})
