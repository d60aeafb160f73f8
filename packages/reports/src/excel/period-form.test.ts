import type { ReportRow } from '@lembur/contracts/reports'
import { describe, expect, test } from 'vitest'
import { buildWorkbook } from '../build.ts'
import { cellsOf, mergesOf, readWorkbook, reportRows, widthsOf } from '../testing/workbook.ts'

// Every text is written out here again, from the customer's form, so that a slip in the builder cannot hide in the test.
const headings: [string, string][] = [
  ['A3', 'No\n(序號)'],
  ['B3', 'Tanggal Lembur\n(加班日期)'],
  ['C3', 'No Karyawan\n(工號)'],
  ['D3', 'Nama\n(姓名)'],
  ['E3', 'Alasan Lembur\n(申請加班事由)'],
  ['F3', 'Jenis Lembur\n(加班類别)'],
  ['G3', 'Jam Lembur (Waktu)\n(預計加班\n起止時間)'],
  ['H3', 'Durasi Lembur\n(預計加班時數)'],
  ['I3', 'Jam istirahat saat lembur (jika perlu, gunakan V)\n(預計休息或用餐打V)'],
  ['J3', 'Tanda Tangan Karyawan\n(員工簽名)'],
  ['K3', 'Tanda Tangan Supervisor\n(課級主管簽名)'],
  ['M3', 'Konfirmasi Jam Lembur (Waktu)\n(實際加班\n起止時間)'],
  ['N3', 'Konfirmasi Durasi Lembur\n(實際加班時數)'],
  ['O3', 'Jam Istirahat (Jika ada, gunakan V)\n(實際休息或用餐打V)'],
  ['P3', 'Tanda Tangan Karyawan\n(員工簽名)'],
]
const notes = [
  '1. Informasi diatas harus dilaporkan dengan benar, pelanggaran akan dikenakan sesuai dengan hukuman yang ada dari managemen perusahaan (以上資料請據實申報，違者按獎懲管理辦法處理)。',
  '2. Karyawan harus menandatangani aplikasi lembur. Jika tidak ada tanda tangan maka akan di anggap tidak sah (實際加班時數，以員工簽名確認為準)。',
  '3. Tidak ada aplikasi lembur tidak akan di hitung untuk upah lembur (無加班申請單不計發加班費)。',
]
const kindWords = { weekday: 'Weekday', weekend: 'Weekend', holiday: 'Holiday' }
const centred = 'Arial 11 | centre middle | box'
const middle = 'Arial 11 | - middle | box'

/** The whole sheet of the period 2025-12-26 to 2026-01-25, as the form prescribes it. */
function expectedSheet(rows: ReportRow[], department: string): Record<string, { value: unknown; look: string }> {
  const cells: Record<string, { value: unknown; look: string }> = {
    A1: { value: 'Form Lembur Bulanan (月度加班申請單)', look: 'Arial 20 bold | centre middle | open' },
    A2: { value: `Departemen\n(部門代碼)：\nK390140R1C\n${department}`, look: 'Arial 11 | - middle wrap | open' },
    D2: { value: 'Klasifikasi Karyawan\n(人員分類):', look: 'Calibri 11 | right middle wrap | open' },
    E2: { value: '☐ Level0(11-12職等)\n☑ Level1(13-23職等)', look: 'Calibri 11 | - middle wrap | open' },
    F2: { value: 'Periode Lembur (加班期间):\n2025-12-26 ~ 2026-01-25', look: 'Calibri 11 | centre middle wrap | open' },
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
    const plan = {
      B: row?.workDate,
      C: row?.workerId,
      D: row?.employeeName,
      E: row?.reason,
      F: row && kindWords[row.kind],
      G: time,
      H: hours,
      I: rest,
    }
    const values = { ...plan, J: null, K: null, L: null, M: time, N: hours, O: rest, P: null }
    for (const [column, value] of Object.entries(values)) {
      const look = column === 'D' && row ? 'Arial 11 | left middle | box' : value || 'BCD'.includes(column) ? centred : middle
      cells[`${column}${at}`] = { value: value ?? null, look }
    }
  }
  const foot = 4 + count
  cells[`A${foot}`] = { value: 'Keterangan:', look: 'Arial 12 | - - | open' }
  notes.forEach((value, index) => {
    cells[`A${foot + 1 + index}`] = { value, look: 'Arial 12 | - middle wrap | open' }
  })
  cells[`O${foot + 4}`] = { value: 'Form No.:PH2-TB004-001 Rev.02(CI)', look: 'Arial 10 | - - | open' }
  return cells
}

describe('the period form', () => {
  test.each([0, 1, 30, 31, 500])('with %i rows is the prescribed one, cell by cell', async (count) => {
    const rows = reportRows(count)
    const built = await buildWorkbook('period-form', { start: '2025-12-26', end: '2026-01-25' }, rows)
    expect(built).toMatchObject({ rows: count, sheets: 1 })
    const sheet = (await readWorkbook(built.bytes)).worksheets[0]!
    const foot = 4 + Math.max(30, count)
    expect(sheet.rowCount).toBe(foot + 4)
    const department = count === 0 ? 'BG6-RD Center-Automatic System Test R&D Div.1-Dept.1-PTB Sec.1' : 'Test Section'
    expect(cellsOf(sheet, foot + 10, 20)).toEqual(expectedSheet(rows, department))
    expect(mergesOf(sheet)).toEqual(['A1:P1', 'A2:C2', 'F2:H2', 'I2:P2', ...[0, 1, 2, 3].map((line) => `A${foot + line}:P${foot + line}`)])
    expect(widthsOf(sheet, 16)).toEqual([
      6.25, 13.88, 13.93, 21.14, 22.29, 15.22, 16.55, 14.55, 15.14, 13.57, 15.71, 1, 16.55, 14.55, 15.43, 18.57,
    ])
    expect([1, 2, 3].map((row) => sheet.getRow(row).height)).toEqual([30, 80, 92])
    expect(sheet.getRow(4).height).toBeUndefined()
  })

  test('leaves L3 without text and border, while L has a border in every row below', async () => {
    const { bytes } = await buildWorkbook('period-form', { start: '2025-12-26', end: '2026-01-25' }, reportRows(31))
    const sheet = (await readWorkbook(bytes)).worksheets[0]!
    expect(sheet.getCell('L3').value).toBeNull()
    expect(sheet.getCell('L3').border).toBeUndefined()
    for (let row = 4; row <= 34; row++) {
      expect(sheet.getCell(row, 12).value).toBeNull()
      expect(sheet.getCell(row, 12).border.left?.style).toBe('thin')
    }
  })
})
