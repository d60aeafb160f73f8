import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorkbook, buildWorkbookFile, writeWorkbook } from './build.ts'
import { readZipDirectory, unpack } from './import/zip-directory.ts'
import { aReportRow, readWorkbook, reportRows } from './testing/workbook.ts'

const range = { start: '2025-12-26', end: '2026-01-25' }

/** Rows that hardly compress, far more than any buffer takes; `taken` is told of each. */
function* endlessRows(taken: () => void) {
  for (let row = 1; row <= 200_000; row++) {
    taken()
    yield aReportRow({ reason: `Reason ${row}`, detail: `${Math.sin(row)} ${Math.cos(row)} ${Math.tan(row)}` })
  }
  throw new Error('nothing made the rows wait')
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lembur-build-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a file has the same bytes as the workbook built in memory', async () => {
  const path = join(folder, 'same.xlsx')
  const built = await buildWorkbook('period-form', range, reportRows(100))
  const stored = await buildWorkbookFile('period-form', range, reportRows(100), path)
  expect(stored).toEqual({ rows: 100, sheets: 1, sha256: built.sha256, size: built.bytes.length })
  expect(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ).toBe(built.sha256)
})

test('rows may come one by one from a database cursor', async () => {
  async function* cursor() {
    for (const row of reportRows(3)) yield await Promise.resolve(row)
  }
  const { bytes } = await buildWorkbook('daily-summary', range, cursor())
  expect((await readWorkbook(bytes)).worksheets[0]!.getCell('A4').value).toBe('MW0003')
})

test('a workbook of very many different texts holds the last as well as the first', async () => {
  const { bytes } = await buildWorkbook('period-summary', range, reportRows(26_000))
  const sheet = readZipDirectory(bytes).find((entry) => entry.name === 'xl/worksheets/sheet1.xml')!
  const xml = unpack(bytes, sheet).toString()
  expect(xml).toMatch(/<c r="H2" s="\d+" t="s"><v>\d+<\/v>/)
  expect(xml).toMatch(/<c r="H26001" s="\d+" t="str"><v>Reason 26000<\/v>/)
  expect(xml).toMatch(/<c r="I26001" s="\d+" t="str"><v>Detail 26000<\/v>/)
})

test('rows that break off leave no file behind', async () => {
  function* broken() {
    yield* reportRows(50)
    throw new Error('the connection was lost')
  }
  await expect(buildWorkbookFile('period-summary', range, broken(), join(folder, 'broken.xlsx'))).rejects.toThrow('the connection was lost')
  expect(await readdir(folder)).not.toContain('broken.xlsx')
})

test('a file that cannot be written fails, with the reason', async () => {
  await expect(buildWorkbookFile('period-summary', range, reportRows(50), join(folder, 'missing', 'x.xlsx'))).rejects.toThrow(/ENOENT/)
})

test('a sink that breaks off in the middle stops the rows', async () => {
  let taken = 0
  const endless = endlessRows(() => taken++)
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) })
  await expect(writeWorkbook('period-summary', range, endless, full)).rejects.toThrow('no space left')
  expect(taken).toBeGreaterThan(1)
})

test('a slow sink makes the rows wait instead of filling the memory', async () => {
  let taken = 0
  const endless = endlessRows(() => taken++)
  const stuck = new Writable({ write() {} })
  const writing = writeWorkbook('period-summary', range, endless, stuck)
  writing.catch(() => {})
  let before = -1
  // The event loop turns until no row has been taken for a while: every buffer on the way is full.
  for (let quiet = 0; quiet < 200; quiet = taken === before ? quiet + 1 : 0) {
    before = taken
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(taken).toBeGreaterThan(100)
  expect(taken).toBeLessThan(20_000)
  stuck.destroy(new Error('given up'))
  await expect(writing).rejects.toThrow('given up')
})
