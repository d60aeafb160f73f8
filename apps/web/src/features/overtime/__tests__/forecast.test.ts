import { screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { serveNothing } from '@/testing/server.ts'
import ForecastCard from '../components/request/ForecastCard.vue'
import { useDraft } from '../composables/draft.ts'
import { useForecast } from '../composables/forecast.ts'

/** The card before the first answer has come; `choosing` while the person is still being looked up. */
async function begin() {
  serveNothing()
  const choosing = ref(true)
  const parts: { draft: ReturnType<typeof useDraft>; forecast: ReturnType<typeof useForecast> }[] = []
  const Host = defineComponent({
    setup() {
      const draft = useDraft()
      const forecast = useForecast(draft)
      parts.push({ draft, forecast })
      return () => h(ForecastCard, { forecast, choosing: choosing.value })
    },
  })
  await renderPart(Host, { me: aReader() })
  return { ...parts[0]!, choosing }
}

it('does not ask for an employee while he is being looked up', async () => {
  const { choosing } = await begin()
  const asks = () => screen.queryByText('Choose an employee to see his limits.')
  expect(asks()).toBeNull()
  choosing.value = false
  await nextTick()
  expect(asks()).toBeTruthy()
})

it('knows a Saturday at once, and of another day nothing until the server has said', async () => {
  const { draft, forecast } = await begin()
  draft.state.workDate = '2026-06-11'
  expect(forecast.kind.value).toBeNull()
  draft.state.workDate = '2026-06-13'
  expect(forecast.kind.value).toBe('weekend')
})
