import { screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { renderPart } from '../../testing/render.ts'
import HoursLadder from '../HoursLadder.vue'
import KeyHint from '../KeyHint.vue'
import KindChip from '../KindChip.vue'
import PersonMark from '../PersonMark.vue'
import StatusBadge from '../StatusBadge.vue'

describe('kind', () => {
  it('is a glyph and a word in three languages', async () => {
    for (const [language, word] of [
      ['en', 'Weekend'],
      ['id', 'Akhir pekan'],
      ['zh', '周末'],
    ] as const) {
      const { unmount } = await renderPart(KindChip, { props: { kind: 'weekend' }, language })
      expect(screen.getByText(word)).toBeTruthy()
      unmount()
    }
  })
  it('shows the title of a holiday, and keeps the word for readers where only the glyph is drawn', async () => {
    await renderPart(KindChip, { props: { kind: 'holiday', title: 'Pancasila Day' } })
    expect(screen.getByText('Pancasila Day')).toBeTruthy()
    await renderPart(KindChip, { props: { kind: 'holiday', glyph: true } })
    expect(screen.getByText('Holiday').className).toBe('sr-only')
  })
})

it('says each status in words', async () => {
  for (const [status, word] of [
    ['pending', 'Menunggu'],
    ['approved', 'Disetujui'],
    ['rejected', 'Ditolak'],
    ['withdrawn', 'Dibatalkan'],
  ] as const) {
    await renderPart(StatusBadge, { props: { status }, language: 'id' })
    expect(screen.getByText(word)).toBeTruthy()
  }
  expect(screen.queryByRole('button')).toBeNull()
})

it('draws initials, a Chinese name by its first character', async () => {
  await renderPart(PersonMark, { props: { name: 'Rizky Pratama Putra' } })
  expect(screen.getByText('RP')).toBeTruthy()
  await renderPart(PersonMark, { props: { name: '陈伟' } })
  expect(screen.getByText('陈').getAttribute('lang')).toBe('zh-CN')
})

it('writes keys as caps', async () => {
  await renderPart(KeyHint, { props: { keys: 'Shift+Enter' } })
  expect(screen.getByText('⇧')).toBeTruthy()
  expect(screen.getByText('↵')).toBeTruthy()
  await renderPart(KeyHint, { props: { keys: 'g a' } })
  expect(screen.getByText('G')).toBeTruthy()
})

it('numbers the rungs of a ladder, ends in what counts, and says that it is no payslip', async () => {
  const rungs = [
    { title: 'Asked for', value: '5.00', note: '17:20 → 22:20' },
    { title: 'Caps', value: 'warns', state: 'warn', rule: { text: 'Week 15 / 18, version 3', to: '/rules' } },
    { title: 'Counts', value: '4.00 h' },
  ]
  await renderPart(HoursLadder, { props: { rungs, axis: { from: 1020, to: 1380 } } })
  expect(screen.getAllByRole('listitem').map((item) => item.textContent?.slice(0, 1))).toEqual(['1', '2', '='])
  expect(screen.getByRole('link', { name: 'Week 15 / 18, version 3' }).getAttribute('href')).toBe('/rules')
  expect(screen.getByText(/Not a payslip/)).toBeTruthy()
})
