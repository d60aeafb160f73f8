import { fireEvent, screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import BreaksRow from '../components/request/BreaksRow.vue'
import TimesCard from '../components/request/TimesCard.vue'
import { useDraft } from '../composables/draft.ts'
import { useForecast } from '../composables/forecast.ts'

/** The times and the breaks of a fresh request. */
async function begin() {
  const drafts: ReturnType<typeof useDraft>[] = []
  const Host = defineComponent({
    setup() {
      const draft = useDraft()
      const forecast = useForecast(draft)
      drafts.push(draft)
      return () => [h(TimesCard, { draft, forecast, errors: {} }), h(BreaksRow, { draft, errors: {} })]
    },
  })
  await renderPart(Host, { me: aReader() })
  return drafts[0]!
}
async function type(name: string, text: string) {
  const field = screen.getByRole('textbox', { name })
  await fireEvent.update(field, text)
  await fireEvent.blur(field)
}

it('takes times in steps of five minutes and says what it has made of them, as long as it stands', async () => {
  const draft = await begin()
  const said = (text: string) => screen.queryByText(`${text}: times go in steps of 5 minutes.`)
  await type('End', '2222')
  expect([draft.times.timeEnd, Boolean(said('22:22 is taken as 22:20'))]).toEqual(['22:20', true])
  await type('Start of break 1', '19:01')
  expect([draft.times.breaks?.[0]?.start, Boolean(said('19:01 is taken as 19:00'))]).toEqual(['19:00', true])
  await type('End', '2230')
  expect(said('22:22 is taken as 22:20')).toBeNull()
})

it('offers no further break where there is no room for one', async () => {
  await begin()
  const add = screen.getByRole('button', { name: 'Add' })
  await fireEvent.click(add)
  expect(add).toHaveProperty('disabled', false)
  await fireEvent.click(add)
  expect(screen.getAllByRole('button', { name: /^Remove break/ }).length).toBeLessThanOrEqual(2)
  expect(add).toHaveProperty('disabled', true)
})
