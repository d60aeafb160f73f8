import type { ReportRow } from '@lembur/contracts/reports'
import { describe, expect, test } from 'vitest'
import { buildWorkbook } from '../build.ts'
import { aReportRow, cellsOf, mergesOf, readWorkbook, reportRows, widthsOf } from '../testing/workbook.ts'

// Every text is written out here again, from the customer's form, so that a slip in the builder cannot hide in the test.
const headings: [string, string][] = [
  ['A3', 'No\n(序號)'],
  ['B3', 'No Karyawan\n(工號)'],
  ['C3', 'Nama\n(姓名)'],
  ['D3', 'Alasan Lembur\n(申請加班事由)'],
  ['E3', 'Jam Lembur (Waktu)\n(預計加班\n起止時間)'],
  ['F3', 'Durasi Lembur\n(預計加班時數)'],
  ['G3', 'Jam istirahat saat lembur (jika perlu, gunakan V)\n(預計休息或用餐打V)'],
  ['H3', 'Tanda Tangan Karyawan\n(員工簽名)'],
  ['I3', 'Tanda Tangan Supervisor\n(課級主管簽名)'],
  ['K3', 'Konfirmasi Jam Lembur (Waktu)\n(實際加班\n起止時間)'],
  ['L3', 'Konfirmasi Durasi Lembur\n(實際加班時數)'],
  ['M3', 'Jam Istirahat (Jika ada, gunakan V)\n(實際休息或用餐打V)'],
  ['N3', 'Tanda Tangan Karyawan\n(員工簽名)'],
]
const notes = [
  '1. Informasi diatas harus dilaporkan dengan benar, pelanggaran akan dikenakan sesuai dengan hukuman yang ada dari managemen perusahaan (以上資料請據實申報，違者按獎懲管理辦法處理)。',
  '2. Karyawan harus menandatangani aplikasi lembur. Jika tidak ada tanda tangan maka akan di anggap tidak sah (實際加班時數，以員工簽名確認為準)。',
  '3. Tidak ada aplikasi lembur tidak akan di hitung untuk upah lembur (無加班申請單不計發加班費)。',
]
const kinds = {
  none: 'Jenis Lembur （加班類别） :',
  weekday:
    'Jenis Lembur （加班類别） :\n☑ Saat Hari Kerja (工作日延長加班)\n☐ Saat Hari Libur (休息日加班)\n☐ Saat Tanggal Merah (法定假日加班)',
  weekend:
    'Jenis Lembur （加班類别） :\n☐ Saat Hari Kerja (工作日延長加班)\n☑ Saat Hari Libur (休息日加班)\n☐ Saat Tanggal Merah (法定假日加班)',
  holiday:
    'Jenis Lembur （加班類别） :\n☐ Saat Hari Kerja (工作日延長加班)\n☐ Saat Hari Libur (休息日加班)\n☑ Saat Tanggal Merah (法定假日加班)',
}
const centred = 'Arial 11 | centre middle | box'
const middle = 'Arial 11 | - middle | box'

/** The whole sheet of 2026-01-05, a Monday, as the form prescribes it. */
function expectedSheet(rows: ReportRow[], kind: keyof typeof kinds): Record<string, { value: unknown; look: string }> {
  const cells: Record<string, { value: unknown; look: string }> = {
    A1: { value: 'Form Lembur (加 班 申 請 單)', look: 'Arial 20 | centre middle | open' },
    A2: { value: 'Departemen\n(部門代碼)：\nK390140R1C\nTest Section', look: 'Arial 11 | - middle wrap | open' },
    D2: { value: 'Klasifikasi Karyawan\n(人員分類):', look: 'Calibri 11 | right middle wrap | open' },
    E2: { value: '☐ Level0(11-12職等)\n☑ Level1(13-23職等)', look: 'Calibri 11 | - middle wrap | open' },
    F2: {
      value: 'Tanggal Lembur （加班日期）：\n                           2026 年 01 月 05 日\nHari （星期）: MONDAY',
      look: 'Calibri 11 | - middle wrap | open',
    },
    I2: { value: kinds[kind], look: 'Calibri 11 | - middle wrap | open' },
  }
  for (const [address, value] of headings) cells[address] = { value, look: 'Arial 11 | centre middle wrap | box' }
  const count = Math.max(30, rows.length)
  for (let number = 1; number <= count; number++) {
    const at = number + 3
    const row = rows[number - 1]
    cells[`A${at}`] = { value: number, look: centred }
    const time = row && `${row.timeStart} - ${row.timeEnd}`
    const hours = row && `${(Math.round((row.minutes * 100) / 60) / 100).toFixed(2)} hour(s)`
    const rest = row && (row.hasBreak ? 'V' : '-')
    const values = {
      B: row?.workerId,
      C: row?.employeeName,
      D: row?.reason,
      E: time,
      F: hours,
      G: rest,
      H: null,
      I: null,
      K: time,
      L: hours,
      M: rest,
      N: null,
    }
    for (const [column, value] of Object.entries(values)) {
      const alwaysCentred = column === 'B' || column === 'C'
      cells[`${column}${at}`] = { value: value ?? null, look: alwaysCentred || value ? centred : middle }
    }
  }
  const foot = 4 + count
  cells[`A${foot}`] = { value: 'Keterangan：', look: 'Arial 12 | - - | open' }
  notes.forEach((value, index) => {
    cells[`A${foot + 1 + index}`] = { value, look: 'Arial 12 | - middle wrap | open' }
  })
  cells[`M${foot + 4}`] = { value: 'Form No.:PH2-TB004-001 Rev.02(CI)', look: 'Arial 10 | - - | open' }
  return cells
}

const range = { start: '2026-01-05', end: '2026-01-05' }

describe('the daily form', () => {
  test.each([0, 1, 30, 31, 500])('with %i rows is the prescribed one, cell by cell', async (count) => {
    const rows = reportRows(count)
    const built = await buildWorkbook('daily-form', range, rows)
    expect(built).toMatchObject({ rows: count, sheets: 1 })
    const book = await readWorkbook(built.bytes)
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['K390140R1C'])
    const sheet = book.worksheets[0]!
    const foot = 4 + Math.max(30, count)
    expect(sheet.rowCount).toBe(foot + 4)

    const expected = expectedSheet(rows, count === 0 ? 'none' : 'weekday')
    if (count === 0) {
      expected.A2!.value = 'Departemen\n(部門代碼)：\nK390140R1C\nBG6-RD Center-Automatic System Test R&D Div.1-Dept.1-PTB Sec.1'
    }
    expect(cellsOf(sheet, foot + 10, 20)).toEqual(expected)
    expect(mergesOf(sheet)).toEqual(['A1:N1', 'A2:C2', 'F2:H2', 'I2:N2', ...[0, 1, 2, 3].map((line) => `A${foot + line}:N${foot + line}`)])
    expect(widthsOf(sheet, 14)).toEqual([6.25, 13.43, 21.14, 22.29, 18.25, 14.43, 15.14, 13.57, 15.71, 1, 17.14, 14.43, 15.43, 16.57])
    expect([1, 2, 3].map((row) => sheet.getRow(row).height)).toEqual([30, 80, 92])
    expect(sheet.getRow(4).height).toBeUndefined()
    expect(sheet.getRow(foot + 1).height).toBeUndefined()
  })

  test.each(['weekday', 'weekend', 'holiday'] as const)('ticks %s when the first row of the sheet is of that kind', async (kind) => {
    const others = aReportRow({ kind: kind === 'holiday' ? 'weekday' : 'holiday', workerId: 'MW0002' })
    const { bytes } = await buildWorkbook('daily-form', range, [aReportRow({ kind }), others])
    expect((await readWorkbook(bytes)).worksheets[0]!.getCell('I2').value).toBe(kinds[kind])
  })

  test('names the weekday in English capitals and pads month and day', async () => {
    const { bytes } = await buildWorkbook('daily-form', { start: '2026-08-01', end: '2026-08-01' }, [])
    expect((await readWorkbook(bytes)).worksheets[0]!.getCell('F2').value).toBe(
      `Tanggal Lembur （加班日期）：\n${' '.repeat(27)}2026 年 08 月 01 日\nHari （星期）: SATURDAY`,
    )
  })

  test('leaves the spacer J without text, border or font, in the headings and in every row', async () => {
    const { bytes } = await buildWorkbook('daily-form', range, reportRows(31))
    const sheet = (await readWorkbook(bytes)).worksheets[0]!
    for (let row = 3; row <= 34; row++) {
      expect(sheet.getCell(row, 10).value).toBeNull()
      expect(sheet.getCell(row, 10).border).toBeUndefined()
    }
  })
})
