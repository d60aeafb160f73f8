import { fireEvent, screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { renderPart } from '../../testing/render.ts'
import TimeBand from '../TimeBand.vue'

it('says its times, breaks and the next day', async () => {
  await renderPart(TimeBand, { props: { start: 1200, end: 1620, breaks: [{ start: 1440, end: 1500 }] }, language: 'id' })
  expect(screen.getByRole('img')).toHaveProperty('ariaLabel', '20:00–03:00 hari berikutnya, istirahat 00:00–01:00')
  expect(screen.getByText(/20:00–03:00/).textContent).toContain('+1')
})

it('writes start and end outside the bar', async () => {
  await renderPart(TimeBand, { props: { start: 1040, end: 1340 } })
  expect(screen.getByText('17:20')).toBeTruthy()
  expect(screen.getByText('22:20')).toBeTruthy()
})

it('marks a span that began before 06:00 at the left edge', async () => {
  await renderPart(TimeBand, { props: { start: 300, end: 450 } })
  expect(screen.getByText('‹05:00–07:30')).toBeTruthy()
})

it('draws the status as the fill of its work, and one neck for each break', async () => {
  const { container } = await renderPart(TimeBand, {
    props: { start: 1040, end: 1340, breaks: [{ start: 1140, end: 1200 }], status: 'pending' },
  })
  expect(container.querySelectorAll('.work.pending')).toHaveLength(2)
  expect(container.querySelectorAll('.neck.pending')).toHaveLength(1)
})

it('is edited by keyboard: the ends and breaks are sliders', async () => {
  const { emitted } = await renderBand()
  const [first, start, end] = screen.getAllByRole('slider')
  expect([first, start, end].map((slider) => slider?.getAttribute('aria-label'))).toEqual(['Break 1', 'Start', 'End'])
  expect(end?.getAttribute('aria-valuetext')).toBe('22:20')
  await fireEvent.keyDown(end as Element, { key: 'ArrowRight', shiftKey: true })
  await fireEvent.keyDown(start as Element, { key: 'ArrowLeft' })
  await fireEvent.keyDown(first as Element, { key: 'PageUp' })
  expect(emitted).toEqual([
    { start: 1040, end: 1370, breaks: [{ start: 1140, end: 1200 }] },
    { start: 1035, end: 1340, breaks: [{ start: 1140, end: 1200 }] },
    { start: 1040, end: 1340, breaks: [{ start: 1200, end: 1260 }] },
  ])
})

it('is dragged by an end', async () => {
  const { emitted, container } = await renderBand()
  const layer = container.querySelector('.band-handles') as HTMLElement
  layer.getBoundingClientRect = () => new DOMRect(0, 0, 1440, 76)
  const end = screen.getByRole('slider', { name: 'End' })
  await fireEvent(end, new MouseEvent('pointerdown', { bubbles: true, button: 0, clientX: 980 }))
  await fireEvent(layer, new MouseEvent('pointermove', { bubbles: true, clientX: 1042 }))
  await fireEvent(layer, new MouseEvent('pointerup', { bubbles: true }))
  await fireEvent(layer, new MouseEvent('pointermove', { bubbles: true, clientX: 1200 }))
  expect(emitted).toEqual([{ start: 1040, end: 1400, breaks: [{ start: 1140, end: 1200 }] }])
})

async function renderBand() {
  const emitted: unknown[] = []
  const rendered = await renderPart(TimeBand, {
    props: {
      start: 1040,
      end: 1340,
      breaks: [{ start: 1140, end: 1200 }],
      size: 'lg',
      editable: true,
      onChange: (band: unknown) => emitted.push(band),
    },
  })
  return { ...rendered, emitted }
}
