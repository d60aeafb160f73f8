import type { Language } from '@lembur/contracts/identity'
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

async function choose(language: Language = 'en') {
  await renderPart(ImportDialog, { props: { open: true }, me: aReader(), language })
  const input = await screen.findByLabelText<HTMLInputElement>({ en: 'File', id: 'Berkas', zh: '文件' }[language])
  Object.defineProperty(input, 'files', { value: [new File(['worker_id,name'], 'people.csv', { type: 'text/csv' })] })
  await fireEvent(input, new Event('change'))
}

it('tries the file first, names each wrong row, and writes only when told so', async () => {
  answer = (dryRun) => [200, result({ applied: !dryRun, errors: [wrong(4)] })]
  await choose()
  expect(await screen.findByText('Write true or false.')).toBeTruthy()
  expect(sent.map(({ dryRun }) => dryRun)).toEqual(['true'])
  await fireEvent.click(screen.getByRole('button', { name: 'Import 19' }))
  expect(await screen.findByText('Imported: 18 new, 1 changed, 0 as they were. 1 wrong row left out.')).toBeTruthy()
  expect(sent.map(({ dryRun }) => dryRun)).toEqual(['true', 'false'])
})

it('imports nothing where more than one row in ten is wrong', async () => {
  answer = () => [200, result({ errors: [wrong(2), wrong(3), wrong(4)] })]
  await choose()
  expect(await screen.findByText(/^More than one row in ten is wrong/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Nothing to import' })).toHaveProperty('disabled', true)
})

it('says how many wrong rows it left out, and nothing of them where there are none', async () => {
  answer = (dryRun) => [200, result({ totalRows: 40, applied: !dryRun, errors: [wrong(4), wrong(5)] })]
  await choose()
  await fireEvent.click(await screen.findByRole('button', { name: 'Import 19' }))
  expect(await screen.findByText(/2 wrong rows left out\.$/)).toBeTruthy()
})

it('offers nothing to press where the file changes nothing', async () => {
  answer = () => [200, result({ created: 0, updated: 0, unchanged: 20 })]
  await choose()
  expect(await screen.findByRole('button', { name: 'Nothing to import' })).toHaveProperty('disabled', true)
})

it.each([
  ['en', 'The file lacks these columns: worker_id, name.'],
  ['id', 'Kolom ini tidak ada di berkas: worker_id, name.'],
  ['zh', '文件缺少以下列：worker_id, name。'],
] as const)('names the columns that the file lacks (%s)', async (language, sentence) => {
  answer = () => [400, { code: 'import.missing_columns', message: 'Columns are missing.', details: { columns: ['worker_id', 'name'] } }]
  await choose(language)
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe(sentence))
})

it('says in the reader’s words why a file cannot be read', async () => {
  answer = () => [400, { code: 'import.unreadable', message: 'Unreadable.', details: {} }]
  await choose()
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('This file could not be read. Save it as CSV or XLSX.'))
})
