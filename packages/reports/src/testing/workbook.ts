import { Readable } from 'node:stream'
import type { ReportRow } from '@lembur/contracts/reports'
import exceljs, { type Cell, type Workbook, type Worksheet } from 'exceljs'

/** A row of a workbook, with what a test does not care about filled in. */
export const aReportRow = (over: Partial<ReportRow> = {}): ReportRow => ({
  departmentCode: 'K390140R1C',
  departmentName: 'Test Section',
  workerId: 'MW0001',
  employeeName: 'Siti Rahayu',
  workDate: '2026-01-05',
  timeStart: '17:00',
  timeEnd: '20:00',
  minutes: 180,
  hasBreak: false,
  kind: 'weekday',
  reason: 'Urgent lot',
  detail: 'Repacking of lot 7',
  ...over,
})

/** Rows that differ in every value that a workbook shows. */
export const reportRows = (count: number, over: Partial<ReportRow> = {}): ReportRow[] =>
  Array.from({ length: count }, (_, index) =>
    aReportRow({
      workerId: `MW${String(index + 1).padStart(4, '0')}`,
      employeeName: `Person ${index + 1}`,
      workDate: `2026-01-${String(1 + (index % 25)).padStart(2, '0')}`,
      timeStart: `${String(8 + (index % 10)).padStart(2, '0')}:30`,
      timeEnd: `${String(18 + (index % 5)).padStart(2, '0')}:05`,
      minutes: 30 + 5 * (index % 100),
      hasBreak: index % 2 === 0,
      kind: (['weekday', 'weekend', 'holiday'] as const)[index % 3]!,
      reason: `Reason ${index + 1}`,
      detail: `Detail ${index + 1}`,
      ...over,
    }),
  )

export async function readWorkbook(bytes: Buffer): Promise<Workbook> {
  const book = new exceljs.Workbook()
  await book.xlsx.read(Readable.from([bytes]))
  return book
}

const alignmentWords = { center: 'centre', middle: 'middle', right: 'right', left: 'left' } as const
const word = (value: string | undefined) => (value ? (alignmentWords[value as keyof typeof alignmentWords] ?? value) : '-')

/** How a cell looks, in words: font, alignment across and down, wrap, borders. "Calibri 11 | - - | open" is an untouched one. */
export function lookOf(cell: Cell): string {
  const { font, alignment, border } = cell
  const fontWords = font ? `${font.name} ${font.size}${font.bold ? ' bold' : ''}${font.italic ? ' italic' : ''}` : 'Calibri 11'
  const across = `${word(alignment?.horizontal)} ${word(alignment?.vertical)}${alignment?.wrapText ? ' wrap' : ''}`
  const sides = (['top', 'right', 'bottom', 'left'] as const).map((side) => border?.[side]?.style ?? 'none')
  const borders = sides.every((side) => side === 'thin') ? 'box' : sides.every((side) => side === 'none') ? 'open' : sides.join(',')
  return `${fontWords} | ${across} | ${borders}`
}

/** Where cells are joined, in the order of the sheet. */
export const mergesOf = (sheet: Worksheet): string[] => [...sheet.model.merges].map(String)

/** Everything about every cell of a block that is not untouched: address → value and look. Joined cells are told by their first. */
export function cellsOf(sheet: Worksheet, lastRow: number, lastColumn: number): Record<string, { value: unknown; look: string }> {
  const found: Record<string, { value: unknown; look: string }> = {}
  for (let row = 1; row <= lastRow; row++) {
    for (let column = 1; column <= lastColumn; column++) {
      const cell = sheet.getCell(row, column)
      if (cell.isMerged && cell.master.address !== cell.address) continue
      const look = lookOf(cell)
      if (cell.value !== null || look !== 'Calibri 11 | - - | open') found[cell.address] = { value: cell.value, look }
    }
  }
  return found
}

/** The widths of a sheet's columns from A on. */
export const widthsOf = (sheet: Worksheet, count: number): (number | undefined)[] =>
  Array.from({ length: count }, (_, index) => sheet.getColumn(index + 1).width)
