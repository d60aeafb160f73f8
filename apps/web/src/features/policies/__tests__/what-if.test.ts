import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, serve } from '@/testing/server.ts'
import WhatIfPage from '../pages/WhatIfPage.vue'
import { aTrial, aTrialDetail, pageOf, policyId, procedures } from './server.ts'

type Procedures = Parameters<typeof serve>[0]
const open = async (own: Procedures = {}, role: Parameters<typeof aReader>[0] = 'superadmin') => {
  serve({ ...procedures, 'trial.list': () => pageOf([aTrial()]), 'trial.get': () => aTrialDetail(), ...own })
  return renderPart(WhatIfPage, { props: { id: policyId }, me: aReader(role) })
}
const sentAs = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

beforeEach(() => localStorage.clear())

describe('what if', () => {
  it('starts over the periods and people chosen, with costs only where that was asked', async () => {
    await open({ 'trial.start': () => aTrial({ state: 'queued', peopleDone: 0 }) })
    await fireEvent.update(await screen.findByRole('combobox', { name: 'Periods' }), '12')
    await fireEvent.update(screen.getByRole('combobox', { name: 'Whose work' }), 'everyone')
    await fireEvent.click(screen.getByRole('switch', { name: /With costs/ }))
    await fireEvent.click(screen.getByRole('button', { name: 'Replay' }))
    await waitFor(() => expect(sentAs('trial.start')).toEqual([{ policyId, periods: 12, reach: 'everyone', withWages: true }]))
  })

  it('offers costs to nobody who may not read everybody’s wages', async () => {
    await open({}, 'ptb_admin')
    await screen.findByRole('button', { name: 'Replay' })
    expect(screen.queryByRole('switch', { name: /With costs/ })).toBeNull()
  })

  it('shows before and after by department and for whom the most, and says that nothing is changed by it', async () => {
    await open()
    const departments = within(await screen.findByRole('table', { name: 'By department' }))
    const quality = within(departments.getByText('QA').closest('tr') ?? document.body)
    quality.getByText('1,484.50 → 1,500.25')
    quality.getByText('+15.75')
    quality.getByText('0 → 7')
    quality.getByText('12')
    const person = screen.getByRole('link', { name: 'History of Ratna Sari' })
    expect(person.getAttribute('href')).toBe('/ot/history?employee=01890000-0000-7000-8000-000000001030&from=2026-02-26&to=2026-05-25')
    expect(screen.getByText('−2.50')).toBeTruthy()
    expect(screen.getByText('Nothing is changed by this: these are figures only.')).toBeTruthy()
    expect(screen.queryByText('Cost')).toBeNull()
  })

  it('shows money where there is some', async () => {
    const cost = [{ currency: 'IDR', before: '125000000.00', after: '127500000.00' }]
    const detail = aTrialDetail()
    await open({
      'trial.get': () => ({
        ...detail,
        total: { ...detail.total, cost },
        departments: detail.departments.map((one) => ({ ...one, cost })),
      }),
    })
    expect((await screen.findAllByText('IDR 125,000,000 → 127,500,000')).length).toBe(2)
    expect(screen.getAllByText('+2,500,000').length).toBe(2)
  })

  it('draws how far it is, can be stopped, and gone on with', async () => {
    let state: 'running' | 'cancelled' = 'running'
    const row = () => aTrial({ state, peopleDone: 21, can: { cancel: state === 'running', resume: state === 'cancelled', remove: true } })
    await open({
      'trial.list': () => pageOf([row()]),
      'trial.get': () => aTrialDetail(row()),
      'trial.cancel': () => {
        state = 'cancelled'
        return row()
      },
      'trial.resume': () => {
        state = 'running'
        return row()
      },
    })
    const bars = await screen.findAllByRole('progressbar', { name: 'Running' })
    expect(bars[0]?.getAttribute('aria-valuenow')).toBe('25')
    expect(screen.getAllByText('21 of 84 people').length).toBeGreaterThan(0)
    await fireEvent.click(await screen.findByRole('button', { name: 'Stop' }))
    const goOn = await screen.findByRole('button', { name: 'Go on' })
    await waitFor(() => expect(goOn).toHaveProperty('disabled', false))
    await fireEvent.click(goOn)
    await screen.findByRole('button', { name: 'Stop' })
  })

  it('is no page of those who may not change policies: no tab leads there', async () => {
    await open({}, 'staff')
    await screen.findByRole('link', { name: 'Versions' })
    expect(screen.queryByRole('link', { name: 'What if' })).toBeNull()
  })
})
