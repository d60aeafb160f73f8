import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import ImportDialog from '../components/ImportDialog.vue'

let sent: Record<string, FormDataEntryValue>[] = []
let answer: (dryRun: boolean) => [status: number, body: object]

const result = (changes: object) => ({
  dryRun: true,
  totalRows: 20,
  created: 18,
  updated: 1,
  unchanged: 0,
  errors: [],
  applied: false,
  ...changes,
})
const wrong = (row: number) => ({ row, column: 'is_enabled', value: 'maybe', code: 'import.not_boolean', message: 'Write true or false.' })

beforeEach(() => {
  sent = []
  globalThis.fetch = async (_target, init) => {
    const form = Object.fromEntries(((init as RequestInit).body as FormData).entries())
    sent.push(form)
    const [status, body] = answer(form.dryRun === 'true')
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  }
})

async function choose() {
  await renderPart(ImportDialog, { props: { open: true }, me: aReader() })
  const input = await screen.findByLabelText<HTMLInputElement>('File')
  Object.defineProperty(input, 'files', { value: [new File(['worker_id,name'], 'people.csv', { type: 'text/csv' })] })
  await fireEvent(input, new Event('change'))
}

it('tries the file first, names each wrong row, and writes only when told so', async () => {
  answer = (dryRun) => [200, result({ applied: !dryRun, errors: [wrong(4)] })]
  await choose()
  expect(await screen.findByText('Write true or false.')).toBeTruthy()
  expect(sent.map(({ dryRun }) => dryRun)).toEqual(['true'])
  await fireEvent.click(screen.getByRole('button', { name: 'Import 19' }))
  expect(await screen.findByText(/^Imported: 18 new, 1 changed/)).toBeTruthy()
  expect(sent.map(({ dryRun }) => dryRun)).toEqual(['true', 'false'])
})

it('imports nothing where more than one row in ten is wrong', async () => {
  answer = () => [200, result({ errors: [wrong(2), wrong(3), wrong(4)] })]
  await choose()
  expect(await screen.findByText(/^More than one row in ten is wrong/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Import 19' })).toHaveProperty('disabled', true)
})

it('says in the reader’s words why a file cannot be read', async () => {
  answer = () => [400, { code: 'import.unreadable', message: 'Unreadable.', details: {} }]
  await choose()
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('This file could not be read. Save it as CSV or XLSX.'))
})
