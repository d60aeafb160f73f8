import { fireEvent, screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { createFormat } from '@/app/format.ts'
import { showLanguage } from '@/app/i18n.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { serve } from '@/testing/server.ts'
import ExplainedTotal from '../ExplainedTotal.vue'
import { totalRungs } from '../total-rungs.ts'
import { anExplanation, aTotal } from './explanation.ts'

it('a sum goes from what was asked for by kind of day and by rate to what counts', async () => {
  await showLanguage('id')
  const rungs = totalRungs(aTotal(), createFormat('id', 'Asia/Jakarta'))
  expect(rungs.map(({ title, value }) => [title, value])).toEqual([
    ['Diajukan', '8,00'],
    ['Dikurangi istirahat', '− 2,00'],
    ['Menurut jenis hari', 'Hari kerja'],
    ['Aturan yang kena', 'setara 11,00 jam'],
    ['Dihitung', '6,00 jam'],
  ])
  expect(rungs[3]?.lines).toEqual([
    { text: '2,00 jam × 1,5 · lembur', figure: '3,00' },
    { text: '4,00 jam × 2 · lembur', figure: '8,00' },
  ])
})

it('says so where there are too many requests to be judged', async () => {
  await showLanguage('en')
  const rungs = totalRungs(aTotal({ bands: null, payableMinutes: null }), createFormat('en', 'Asia/Jakarta'))
  expect(rungs[3]?.note).toContain('Too many requests')
})

it('a request of a sum opens its own ladder in the same place, and the way back leads to its row', async () => {
  serve({ 'overtime.explainTotal': () => aTotal(), 'overtime.explain': () => anExplanation() })
  await renderPart(ExplainedTotal, { props: { of: { from: '2026-06-11', to: '2026-06-11' } }, me: aReader() })
  await fireEvent.click(await screen.findByRole('button', { name: /Person 1/ }))
  expect(await screen.findByText('pays as 7.50 h')).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Back to the sum' }))
  expect(document.activeElement?.textContent).toContain('Person 1')
})
