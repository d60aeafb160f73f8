import { fireEvent, screen } from '@testing-library/vue'
import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { renderPart } from '../../testing/render.ts'
import { announcement } from '../announce.ts'
import { useUndo } from '../undo.ts'

const undone = vi.fn()
const Page = defineComponent({
  setup() {
    const offer = useUndo('app.keys.lists')
    return () => [
      h('button', { onClick: () => offer('4 approved', undone) }, 'Approve'),
      h('button', { onClick: () => offer('1 rejected') }, 'Reject'),
    ]
  },
})

it('says what was done, and takes it back once, by its button or by Z', async () => {
  await renderPart(Page)
  await fireEvent.click(screen.getByRole('button', { name: 'Approve' }))
  expect(await screen.findByText('4 approved')).toBeTruthy()
  await expect.poll(() => announcement.value).toBe('4 approved')
  await fireEvent.keyDown(document.body, { key: 'z' })
  await fireEvent.keyDown(document.body, { key: 'z' })
  expect(undone).toHaveBeenCalledOnce()
  await fireEvent.click(screen.getByRole('button', { name: 'Approve' }))
  await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(undone).toHaveBeenCalledTimes(2)
})

it('offers nothing where nothing can be taken back, and forgets the offer before', async () => {
  await renderPart(Page)
  undone.mockClear()
  await fireEvent.click(screen.getByRole('button', { name: 'Approve' }))
  await fireEvent.click(screen.getByRole('button', { name: 'Reject' }))
  await fireEvent.keyDown(document.body, { key: 'z' })
  expect(undone).not.toHaveBeenCalled()
})
