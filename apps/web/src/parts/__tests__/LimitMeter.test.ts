import { screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { renderPart } from '../../testing/render.ts'
import LimitMeter from '../LimitMeter.vue'

const week = { label: 'Week', sub: '8–14 Jun', approved: 540, pending: 120, draft: 240, advised: 900, max: 1080 }
const meter = (props: object, language: 'en' | 'id' | 'zh' = 'en') => renderPart(LimitMeter, { props: { ...week, ...props }, language })

describe('limit meter', () => {
  it('says before, after and the maximum, and that the advised limit is reached', async () => {
    const { container } = await meter({})
    expect(container.textContent).toContain('11.00')
    expect(container.textContent).toContain('15.00')
    expect(screen.getByText('Reaches the advised limit. 3.00 h left to the maximum.')).toBeTruthy()
    expect(screen.getByRole('meter', { name: 'Week, 8–14 Jun' }).getAttribute('aria-valuetext')).toBe(
      '15.00 of 18 hours, advised 15 reached',
    )
  })

  it('says the same in Bahasa and Chinese', async () => {
    await meter({}, 'id')
    expect(screen.getByText('Mencapai batas anjuran. Sisa 3,00 jam sampai maksimum.')).toBeTruthy()
    await meter({}, 'zh')
    expect(screen.getByText('达到建议上限，距最高上限还剩 3.00 小时。')).toBeTruthy()
  })

  it.each([
    [{ draft: 60 }, '6.00 h left to the maximum.'],
    [{ draft: 420 }, 'Exactly at the maximum. Nothing left.'],
    [{ draft: 450 }, 'Over the maximum by 0.50 h.'],
    [{ draft: 450, blocks: true }, 'Over the maximum by 0.50 h. This limit blocks.'],
    [{ draft: 60, advised: null, max: null }, 'Below the advised limit.'],
    [{ max: null }, 'Reaches the advised limit.'],
  ])('says %o', async (props, sentence) => {
    await meter(props)
    expect(screen.getByText(sentence)).toBeTruthy()
  })

  it('cuts the draft where it crosses a mark', async () => {
    const { container } = await meter({ approved: 810, pending: 0, draft: 300 })
    expect([...container.querySelectorAll('.draft')].map((piece) => piece.className)).toEqual(['draft fine', 'draft advised', 'draft over'])
  })

  it('is one line where it is compact, and still says everything to readers', async () => {
    await meter({ compact: true })
    expect(screen.queryByText(/Reaches the advised/)).toBeNull()
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toContain('advised 15 reached')
  })
})
