import type { LiveEvent, Topic } from '@lembur/contracts/system'
import { useQuery } from '@pinia/colada'
import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { aReader } from '../../testing/me.ts'
import { renderPart } from '../../testing/render.ts'
import { serve } from '../../testing/server.ts'
import { useLive } from '../live.ts'
import { useSession } from '../session.ts'

const event = (topic: Topic, id = '7'): LiveEvent => ({ id, topic, action: 'decided', subjectId: 'a', at: '2026-06-11T09:42:00Z' })

async function page() {
  const calls = { overtime: 0, people: 0, quiet: 0 }
  const count = (name: keyof typeof calls) => async () => {
    calls[name] += 1
    return calls[name]
  }
  const host = defineComponent({
    setup() {
      useQuery({ key: ['overtime', 'list'], query: count('overtime') })
      useQuery({ key: ['department', 'list'], query: count('people'), meta: { topics: ['employee'] } })
      useQuery({ key: ['overtime', 'inbox'], query: count('quiet'), meta: { announceOnly: true } })
      return () => null
    },
  })
  await renderPart(host)
  await flushPromises()
  return calls
}

it('asks again for what an event concerns, by the first word of the key or its topics', async () => {
  const calls = await page()
  expect(calls).toEqual({ overtime: 1, people: 1, quiet: 1 })
  useLive().take(event('employee'))
  await expect.poll(() => calls).toEqual({ overtime: 1, people: 2, quiet: 1 })
})

it('gathers events of one moment into one refetch, and leaves lists alone that only announce', async () => {
  const calls = await page()
  const heard: string[] = []
  const live = useLive()
  live.listen(({ id }) => heard.push(id))
  for (const id of ['8', '9', '9']) live.take(event('overtime', id))
  await expect.poll(() => calls.overtime).toBe(2)
  await flushPromises()
  expect(calls).toEqual({ overtime: 2, people: 1, quiet: 1 })
  expect(heard).toEqual(['8', '9', '9'])
  expect(live.lastEventId).toBe('9')
})

it('asks what the reader may do when the server says that it changed', async () => {
  await page()
  const session = useSession()
  session.me = aReader('staff')
  serve({ 'auth.current': () => aReader('ptb_admin') })
  useLive().take(event('me'))
  await expect.poll(() => session.can('overtime.decide')).toBe(true)
})
