import { describe, expect, test } from 'vitest'
import { buildWorkbook } from '../build.ts'
import { aReportRow, cellsOf, mergesOf, readWorkbook, reportRows, widthsOf } from '../testing/workbook.ts'

const centred = 'Arial 11 | centre middle | open'
const left = 'Arial 11 | left middle | open'
const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']
const headings = ['Work ID', 'Overtime Type', 'Overtime Start Date', 'Start Time', 'End Time', 'Meal/Rest', 'Hours', 'Reason']
const kinds = { weekday: 1, weekend: 2, holiday: 3 }
const range = { start: '2025-12-26', end: '2026-01-25' }

describe.each([
  { kind: 'daily-summary' as const, columns: headings, widths: [11.75, 13.75, 18.25, 9.75, 9.75, 9.75, 6, 25] },
  { kind: 'period-summary' as const, columns: [...headings, 'Detail'], widths: [11.75, 13, 15, 9.75, 9.75, 9.75, 6, 25, 25] },
])('the $kind', ({ kind, columns, widths }) => {
  test.each([0, 1, 30, 31, 500])('with %i rows is what the payroll import reads, cell by cell', async (count) => {
    const rows = reportRows(count)
    const built = await buildWorkbook(kind, range, rows)
    expect(built).toMatchObject({ rows: count, sheets: 1 })
    const sheet = (await readWorkbook(built.bytes)).worksheets[0]!
    expect(sheet.rowCount).toBe(count + 1)
    const expected: Record<string, { value: unknown; look: string }> = {}
    columns.forEach((value, index) => {
      expected[`${letters[index]}1`] = { value, look: centred }
    })
    rows.forEach((row, index) => {
      const hours = String(Math.round((row.minutes * 100) / 60) / 100)
      const values = [
        row.workerId,
        kinds[row.kind],
        row.workDate,
        row.timeStart,
        row.timeEnd,
        row.hasBreak ? 'Y' : 'N',
        hours,
        row.reason,
        row.detail,
      ]
      values.slice(0, columns.length).forEach((value, column) => {
        expected[`${letters[column]}${index + 2}`] = { value, look: column < 7 ? centred : left }
      })
    })
    expect(sheet.name).toBe('K390140R1C')
    expect(cellsOf(sheet, count + 10, 12)).toEqual(expected)
    expect(mergesOf(sheet)).toEqual([])
    expect(widthsOf(sheet, columns.length)).toEqual(widths)
    expect(sheet.getRow(1).height).toBeUndefined()
  })

  test.each([
    [60, '1'],
    [150, '2.5'],
    [45, '0.75'],
    [600, '10'],
    [65, '1.08'],
    [1200, '20'],
  ])('writes %i minutes as the text %s', async (minutes, text) => {
    const { bytes } = await buildWorkbook(kind, range, [aReportRow({ minutes })])
    expect((await readWorkbook(bytes)).worksheets[0]!.getCell('G2').value).toBe(text)
  })
})
