import type { Limit } from '@lembur/contracts/rules'
import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, serve } from '@/testing/server.ts'
import LimitEditor from '../components/LimitEditor.vue'

const limit: Limit = {
  id: '01890000-0000-7000-8000-000000000004',
  scope: 'organisation',
  departmentId: null,
  departmentCode: null,
  employeeId: null,
  employeeName: null,
  span: 'week',
  kinds: null,
  advisedMinutes: 900,
  maxMinutes: 1080,
  severity: 'warn',
  version: 3,
}

async function begin(mayWrite = true) {
  serve({
    'limit.preview': (input) => ({ peopleOver: (input as { maxMinutes: number }).maxMinutes < 1080 ? 7 : 0, people: 120 }),
    'limit.set': (input) => ({ ...limit, ...(input as object) }),
  })
  await renderPart(LimitEditor, { props: { span: 'week', limit, reach: 'organisation', mayWrite }, me: aReader() })
  return { max: screen.getByLabelText<HTMLInputElement>('Maximum, hours'), save: () => screen.getByRole('button', { name: 'Save' }) }
}
const sets = () => asked.filter(({ path }) => path === 'limit.set').map(({ input }) => input)

it('says how many would be over before it is saved, and saves minutes', async () => {
  const { max, save } = await begin()
  expect(save()).toHaveProperty('disabled', true)
  await fireEvent.update(max, '7,5')
  await fireEvent.update(screen.getByLabelText('Advised, hours'), '6')
  expect(await screen.findByText('7 people would be over 7.50 h.')).toBeTruthy()
  await fireEvent.click(save())
  await waitFor(() =>
    expect(sets()).toMatchObject([{ scope: 'organisation', span: 'week', advisedMinutes: 360, maxMinutes: 450, severity: 'warn' }]),
  )
})

it('never takes what is no number for “no limit”', async () => {
  const { max, save } = await begin()
  await fireEvent.update(max, 'eighteen')
  await fireEvent.click(save())
  expect(screen.getByText('Write a number of hours, such as 7.5.')).toBeTruthy()
  expect(max.getAttribute('aria-invalid')).toBe('true')
  expect(sets()).toEqual([])
})

it('is only read by who may not set it', async () => {
  const { max } = await begin(false)
  expect(max.disabled).toBe(true)
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
})
