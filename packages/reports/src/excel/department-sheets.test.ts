import { reportKinds } from '@lembur/contracts/reports'
import { describe, expect, test } from 'vitest'
import { read } from 'xlsx'
import { buildWorkbook } from '../build.ts'
import { readZipDirectory, unpack } from '../import/zip-directory.ts'
import { aReportRow, readWorkbook, reportRows } from '../testing/workbook.ts'

const range = { start: '2025-12-26', end: '2026-01-25' }
const firstRow = { 'daily-form': 4, 'daily-summary': 2, 'period-form': 4, 'period-summary': 2 }
const workerColumn = { 'daily-form': 'B', 'daily-summary': 'A', 'period-form': 'C', 'period-summary': 'A' }

describe.each(reportKinds)('a %s', (kind) => {
  const workersOf = async (bytes: Buffer) =>
    (await readWorkbook(bytes)).worksheets.map((sheet) => {
      const workers: unknown[] = []
      for (let row = firstRow[kind]; /^MW/.test(sheet.getCell(`${workerColumn[kind]}${row}`).text); row++) {
        workers.push(sheet.getCell(`${workerColumn[kind]}${row}`).value)
      }
      return [sheet.name, workers]
    })

  test('has a sheet for each of three departments, in the order of the rows, and each row on its own', async () => {
    const rows = ['D1', 'D2', 'D3'].flatMap((departmentCode, index) =>
      reportRows([2, 35, 1][index]!, { departmentCode, departmentName: `Name ${index}` }),
    )
    const built = await buildWorkbook(kind, range, rows)
    expect(built).toMatchObject({ rows: 38, sheets: 3 })
    const ids = (count: number) => reportRows(count).map((row) => row.workerId)
    expect(await workersOf(built.bytes)).toEqual([
      ['D1', ids(2)],
      ['D2', ids(35)],
      ['D3', ids(1)],
    ])
    if (kind.endsWith('form')) {
      const book = await readWorkbook(built.bytes)
      expect(book.worksheets.map((sheet) => sheet.getCell('A2').value)).toEqual(
        [0, 1, 2].map((index) => `Departemen\n(部門代碼)：\nD${index + 1}\nName ${index}`),
      )
      expect(book.worksheets.map((sheet) => sheet.getCell('A4').value)).toEqual([1, 1, 1])
    }
  })

  test('puts rows without a department under the default one', async () => {
    const built = await buildWorkbook(kind, range, [aReportRow({ departmentCode: '', departmentName: '' })])
    expect(await workersOf(built.bytes)).toEqual([['K390140R1C', ['MW0001']]])
    if (kind.endsWith('form')) {
      expect((await readWorkbook(built.bytes)).worksheets[0]!.getCell('A2').value).toBe(
        'Departemen\n(部門代碼)：\nK390140R1C\nBG6-RD Center-Automatic System Test R&D Div.1-Dept.1-PTB Sec.1',
      )
    }
  })

  test('takes departments whose codes are forbidden as titles, or become the same', async () => {
    const codes = ['A/1', 'A:1', '[x]*?\\', 'R&D <"1">']
    const rows = codes.map((departmentCode) => aReportRow({ departmentCode }))
    const names = (await workersOf((await buildWorkbook(kind, range, rows)).bytes)).map(([name]) => name)
    expect(names).toEqual(['A-1', 'A-1 (2)', '-x----', 'R&D <"1">'])
  })

  test('refuses rows that are not sorted by department, rather than tear a sheet apart', async () => {
    const rows = ['A', 'B', 'A'].map((departmentCode) => aReportRow({ departmentCode }))
    await expect(buildWorkbook(kind, range, rows)).rejects.toThrow(/not sorted by department: A/)
  })

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("http://x","y")',
    "'quoted",
    '<b>&amp;</b>',
    'two\nlines',
    '  spaces  ',
    '中文 😀',
    '1',
    '_x0041_ is not A',
    'true',
  ])('keeps %j as the plain text it is, never a formula', async (text) => {
    const { bytes } = await buildWorkbook(kind, range, [aReportRow({ reason: text, employeeName: text, detail: text })])
    // Read by the other library: exceljs unescapes twice what it has read.
    const book = read(bytes, { type: 'buffer' })
    const sheet = book.Sheets[book.SheetNames[0]!]!
    const reason = { 'daily-form': 'D4', 'daily-summary': 'H2', 'period-form': 'E4', 'period-summary': 'H2' }[kind]
    expect(sheet[reason]).toMatchObject({ t: 's', v: text })
    expect(sheet[reason]).not.toHaveProperty('f')
  })

  test('gives the same bytes for the same rows, and others for others', async () => {
    const build = (rows: number, changed: Partial<Parameters<typeof aReportRow>[0]> = {}) =>
      buildWorkbook(kind, range, reportRows(rows, changed))
    const first = await build(40)
    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await build(40)).sha256).toBe(first.sha256)
    expect((await build(40, { reason: 'another' })).sha256).not.toBe(first.sha256)
    // Clocks tick in whole seconds, so what they would have written is read instead of waited for.
    expect(first.bytes.readUInt32LE(10)).toBe(0x28210000)
    const properties = readZipDirectory(first.bytes).find((entry) => entry.name === 'docProps/core.xml')!
    expect(
      unpack(first.bytes, properties)
        .toString()
        .match(/\d{4}-\d\d-\d\dT/g),
    ).toEqual(['2000-01-01T', '2000-01-01T'])
  })

  test('sets no print setup, frozen panes, filters or protection', async () => {
    const { bytes } = await buildWorkbook(kind, range, reportRows(2))
    const sheet = readZipDirectory(bytes).find((entry) => entry.name === 'xl/worksheets/sheet1.xml')!
    expect(unpack(bytes, sheet).toString()).not.toMatch(
      /<(pageSetup|printOptions|headerFooter|pane|autoFilter|sheetProtection|hyperlink|f)[ />]/,
    )
  })
})
