import type { Permission } from '@lembur/contracts/access'
import type { Language } from '@lembur/contracts/identity'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import WageSection from '../components/WageSection.vue'
import EmployeesPage from '../pages/EmployeesPage.vue'
import WagesPage from '../pages/WagesPage.vue'

const listOf = (results: object[]) => ({
  count: results.length,
  countIsMinimum: false,
  next: null,
  previous: null,
  nextCursor: null,
  results,
})
const employeeId = '01890000-0000-7000-8000-000000000077'
const at = { version: 1, createdAt: '2026-06-01T00:00:00Z', updatedAt: '2026-06-01T00:00:00Z' }
const wage = (n: number, effectiveFrom: string, terms: object | null) => ({
  ...at,
  id: `01890000-0000-7000-8000-00000000010${n}`,
  employeeId,
  effectiveFrom,
  terms: terms && {
    basis: 'monthly',
    amount: '5357982',
    fixedAllowance: null,
    variableAllowance: null,
    currency: 'IDR',
    note: null,
    ...terms,
  },
})
const history = [
  wage(3, '2026-07-01', { amount: '5500000', fixedAllowance: '250000' }),
  wage(2, '2026-01-01', { note: 'Contract 12' }),
  wage(1, '2025-01-01', { basis: 'hourly', amount: '31000.5' }),
]

async function section(procedures: Parameters<typeof serve>[0] = {}, language: Language = 'en', ...held: Permission[]) {
  serve({ 'wage.list': () => listOf(history), ...procedures })
  const permissions = Object.fromEntries(
    (held.length > 0 ? held : (['wage.read', 'wage.update'] as const)).map((name) => [name, 'organisation'] as const),
  )
  await renderPart(WageSection, { props: { employeeId, name: 'Rizky Pratama' }, me: aReader('staff', { permissions }), language })
}
const show = async () => fireEvent.click(await screen.findByRole('button', { name: 'Show' }))
const text = () => document.body.textContent ?? ''

afterEach(() => {
  vi.useRealTimers()
})

describe('the wages of a person', () => {
  it('are covered until they are asked for, and again after a minute', async () => {
    await section()
    expect(await screen.findByText('Thu 1 January 2026')).toBeTruthy()
    expect(text()).not.toMatch(/5,357,982|5357982|Contract 12/)
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await show()
    expect(screen.getByText('IDR 5,357,982 per month')).toBeTruthy()
    expect(screen.getByText('IDR 31,000.50 per hour')).toBeTruthy()
    expect(screen.getByText('fixed allowance IDR 250,000')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(text()).toContain('5,357,982')
    await vi.advanceTimersByTimeAsync(1_500)
    await waitFor(() => expect(text()).not.toMatch(/5,357,982|Contract 12/))
  })

  it('are covered by Hide, and at once when the window is left', async () => {
    await section()
    await show()
    await fireEvent.click(screen.getByRole('button', { name: 'Hide' }))
    expect(text()).not.toContain('5,357,982')
    await show()
    expect(text()).toContain('5,357,982')
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await fireEvent(document, new Event('visibilitychange'))
    hidden.mockRestore()
    await waitFor(() => expect(text()).not.toContain('5,357,982'))
  })

  it('say which holds today, which is to come, and which no key opens', async () => {
    await section({ 'wage.list': () => listOf([history[0]!, wage(2, '2026-01-01', null)]) })
    const of = async (day: string) => within((await screen.findByText(day)).closest('li')!)
    expect((await of('Wed 1 July 2026')).getByText('to come')).toBeTruthy()
    expect((await of('Thu 1 January 2026')).getByText('today')).toBeTruthy()
    expect((await of('Thu 1 January 2026')).getByText(/^No key of the server opens this wage/)).toBeTruthy()
  })

  it('are set as the reader’s language writes numbers, and read back to him before', async () => {
    await section({ 'wage.set': () => history[0]!, 'wage.list': () => listOf([]) }, 'id')
    await fireEvent.click(await screen.findByRole('button', { name: 'Tetapkan upah…' }))
    const dialog = within(await screen.findByRole('dialog'))
    await fireEvent.update(dialog.getByLabelText('Upah pokok'), '5.357.982,50')
    expect(dialog.getByText('Dibaca IDR 5.357.982,50')).toBeTruthy()
    await fireEvent.update(dialog.getByLabelText(/^Tunjangan tetap/), '250.000')
    await fireEvent.click(dialog.getByRole('button', { name: 'Simpan' }))
    await waitFor(() => expect(asked.find(({ path }) => path === 'wage.set')).toBeDefined())
    expect(asked.find(({ path }) => path === 'wage.set')?.input).toEqual({
      employeeId,
      effectiveFrom: '2026-06-11',
      basis: 'monthly',
      amount: '5357982.50',
      fixedAllowance: '250000',
      variableAllowance: null,
      currency: 'IDR',
      note: null,
    })
  })

  it('ask for no allowance of who is paid by the hour, and say what is refused beside the form', async () => {
    await section({
      'wage.set': () => {
        throw new Refusal('wage.date_taken', { field: 'effectiveFrom' })
      },
    })
    await fireEvent.click(await screen.findByRole('button', { name: 'Change wage from Thu 1 January 2026' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Change wage of Rizky Pratama' }))
    expect(dialog.getByLabelText<HTMLInputElement>('Basic wage').value).toBe('5,357,982')
    await fireEvent.update(dialog.getByLabelText('Paid'), 'hourly')
    expect(dialog.queryByLabelText(/allowance/)).toBeNull()
    await fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('Another wage holds from this very day.')
    expect(asked.find(({ path }) => path === 'wage.set')?.input).toMatchObject({
      id: history[1]!.id,
      version: 1,
      basis: 'hourly',
      amount: '5357982',
    })
  })

  it('are deleted only when asked again', async () => {
    await section({ 'wage.remove': () => ({ id: history[1]!.id }) })
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete wage from Thu 1 January 2026' }))
    const question = within(await screen.findByRole('dialog', { name: 'Delete Wage from Thu 1 January 2026?' }))
    expect(asked.some(({ path }) => path === 'wage.remove')).toBe(false)
    await fireEvent.click(question.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(asked.find(({ path }) => path === 'wage.remove')?.input).toEqual({ id: history[1]!.id, version: 1 }))
  })

  it('are only read by who may not change them', async () => {
    await section({}, 'en', 'wage.read')
    await show()
    expect(screen.queryByRole('button', { name: /^(Set|Change|Delete) wage/ })).toBeNull()
  })

  it('are not there at all for a person out of reach', async () => {
    await section({
      'wage.list': () => {
        throw new Refusal('not_found')
      },
    })
    await waitFor(() => expect(asked.some(({ path }) => path === 'wage.list')).toBe(true))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Wages' })).toBeNull())
  })

  it('say that the server has no key', async () => {
    await section({
      'wage.list': () => {
        throw new Refusal('secret.no_key')
      },
    })
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

const person = {
  ...at,
  id: employeeId,
  employeeId,
  workerId: 'MW2400549',
  name: 'Rizky Pratama',
  departmentId: null,
  departmentCode: 'QA',
  departmentName: 'Quality',
  isEnabled: true,
}

describe('the pages of people', () => {
  const serving = () =>
    serve({
      'employee.list': () => listOf([{ ...person, excludeFromReports: false, periodStartDay: null }]),
      'department.list': () => listOf([]),
      'wage.list': () => listOf(history),
      'wage.people': () =>
        listOf([
          { ...person, knownSince: '2026-01-01', nextFrom: '2026-07-01' },
          { ...person, employeeId: `${employeeId.slice(0, -1)}8`, name: 'Agus', knownSince: null, nextFrom: null },
        ]),
    })

  it('show nothing of wages to who has no right to them, and ask for none', async () => {
    serving()
    await renderPart(EmployeesPage, { me: aReader('ptb_admin') })
    await fireEvent.click(await screen.findByText('Rizky Pratama'))
    await screen.findByLabelText('Name')
    expect(text()).not.toMatch(/wage/i)
    expect(asked.filter(({ path }) => path.startsWith('wage.'))).toEqual([])
  })

  it('show them in the drawer of an employee to who has', async () => {
    serving()
    await renderPart(EmployeesPage, { me: aReader('superadmin') })
    expect(await screen.findByRole('link', { name: 'Wages' })).toBeTruthy()
    await fireEvent.click(await screen.findByText('Rizky Pratama'))
    expect(await screen.findByRole('region', { name: 'Wages' })).toBeTruthy()
  })

  it('tell of whom a wage is known, and since when, without a sum', async () => {
    serving()
    await renderPart(WagesPage, { me: aReader('superadmin') })
    expect(await screen.findByText('since Thu 1 Jan · next from Wed 1 Jul')).toBeTruthy()
    expect(screen.getByText('none')).toBeTruthy()
    await fireEvent.click(screen.getByText('Rizky Pratama'))
    const drawer = within(await screen.findByRole('complementary', { name: 'Rizky Pratama' }))
    expect(await drawer.findByRole('button', { name: 'Show' })).toBeTruthy()
    expect(text()).not.toContain('5,357,982')
  })
})
