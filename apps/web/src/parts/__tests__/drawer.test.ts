import { fireEvent, screen } from '@testing-library/vue'
import { afterEach, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { renderPart } from '../../testing/render.ts'
import { setWidth } from '../../testing/width.ts'
import DetailDrawer from '../DetailDrawer.vue'
import EvidenceDock from '../EvidenceDock.vue'

afterEach(() => setWidth(1440))

const Page = defineComponent({
  setup() {
    const open = ref(false)
    return () => [
      h(
        'button',
        {
          onClick: () => {
            open.value = true
          },
        },
        'Rizky Pratama',
      ),
      h(
        DetailDrawer,
        {
          open: open.value,
          label: 'Request',
          onClose: () => {
            open.value = false
          },
        },
        { header: () => 'OT-2026-000915', default: () => h('input', { 'aria-label': 'note' }) },
      ),
    ]
  },
})

it('opens beside the list, leaves the focus on the row, and closes with Esc', async () => {
  await renderPart(Page)
  const row = screen.getByRole('button', { name: 'Rizky Pratama' })
  row.focus()
  await fireEvent.click(row)
  expect(screen.getByRole('complementary', { name: 'Request' }).textContent).toContain('OT-2026-000915')
  expect(document.activeElement).toBe(row)
  await fireEvent.keyDown(document.body, { key: 'Escape' })
  await expect.poll(() => screen.queryByRole('complementary')).toBeNull()
})

it('gives the focus back to the row when it had gone into the drawer', async () => {
  await renderPart(Page)
  const row = screen.getByRole('button', { name: 'Rizky Pratama' })
  row.focus()
  await fireEvent.click(row)
  screen.getByRole('textbox', { name: 'note' }).focus()
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  await expect.poll(() => document.activeElement).toBe(row)
})

it('takes the focus on a phone, where it fills the page', async () => {
  setWidth(390)
  await renderPart(Page)
  const row = screen.getByRole('button', { name: 'Rizky Pratama' })
  row.focus()
  await fireEvent.click(row)
  await expect.poll(() => document.activeElement).toBe(screen.getByRole('complementary', { name: 'Request' }))
})

it('shows evidence always beside a list; on a phone only when opened, and swipes to the next', async () => {
  const next = vi.fn()
  const props = { label: 'Evidence', open: false, position: 1, total: 24, onNext: next }
  const first = await renderPart(EvidenceDock, { props, slots: { header: () => 'Budi Santoso', default: () => '' } })
  expect(screen.getByRole('complementary', { name: 'Evidence' }).textContent).toContain('1 / 24')
  first.unmount()
  setWidth(390)
  const second = await renderPart(EvidenceDock, { props, slots: { header: () => 'Budi Santoso', default: () => '' } })
  expect(screen.queryByRole('complementary')).toBeNull()
  second.unmount()
  await renderPart(EvidenceDock, { props: { ...props, open: true }, slots: { header: () => 'Budi Santoso', default: () => '' } })
  const sheet = screen.getByRole('complementary')
  await fireEvent.touchStart(sheet, { touches: [{ clientX: 300, clientY: 100 }] })
  await fireEvent.touchEnd(sheet, { changedTouches: [{ clientX: 200, clientY: 110 }] })
  expect(next).toHaveBeenCalledOnce()
})
