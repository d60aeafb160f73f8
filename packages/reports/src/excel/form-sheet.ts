import type { ReportRow } from '@lembur/contracts/reports'
import type { Row, Style, Worksheet } from 'exceljs'
import { cellText } from './cell-text.ts'
import type { Department } from './department.ts'
import type { SheetLayout } from './department-sheets.ts'
import { classification, departmentBlock, formNumber, notes } from './form-texts.ts'
import { drawnRows, formHeights, styles } from './styles.ts'

/** One column of a form: its width, its heading, and how its cells look before and after they are filled in. */
export interface FormColumn {
  width: number
  /** Null leaves the heading without text and border: the narrow column between plan and signature. */
  heading: string | null
  /** The style of a drawn cell; null leaves it untouched. */
  drawn: Partial<Style> | null
  /** The style and value once there is a row; without it the cell stays as drawn, for a signature. */
  filled?: { style: Partial<Style>; value: (row: ReportRow, number: number) => string }
}

export interface Form {
  title: string
  titleStyle: Partial<Style>
  columns: readonly FormColumn[]
  /** The two boxes right of the classification: what stands in F2:H2, and in I2 to the last column. */
  boxes(first: ReportRow | null): readonly [{ text: string; style: Partial<Style> }, { text: string; style: Partial<Style> } | null]
  notesHeading: string
  /** The column of the form number, counted from 1. */
  formNumberColumn: number
}

/** Sets a cell; a style is shared between cells and must not be changed afterwards. */
export function setCell(row: Row, column: number, value: string | number | null, style: Partial<Style>): void {
  const cell = row.getCell(column)
  if (value !== null) cell.value = typeof value === 'string' ? cellText(value) : value
  cell.style = style
}

/** Sets the first of a row's cells and joins it with the ones up to `last`. */
function setMerged(sheet: Worksheet, row: Row, first: number, last: number, value: string | null, style: Partial<Style>): void {
  setCell(row, first, value, style)
  sheet.mergeCells(row.number, first, row.number, last)
}

const firstDataRow = 4

/** Draws a form: title, boxes, headings, at least thirty numbered rows, the notes and the form number. */
export function formLayout(form: Form): SheetLayout {
  const last = form.columns.length

  const drawHead = (sheet: Worksheet, department: Department, first: ReportRow | null) => {
    const title = sheet.getRow(1)
    title.height = formHeights.title
    setMerged(sheet, title, 1, last, form.title, form.titleStyle)

    const boxes = sheet.getRow(2)
    boxes.height = formHeights.boxes
    const [left, right] = form.boxes(first)
    setMerged(sheet, boxes, 1, 3, departmentBlock(department.code, department.name), styles.department)
    setCell(boxes, 4, classification.label, styles.classificationLabel)
    setCell(boxes, 5, classification.levels, styles.box)
    setMerged(sheet, boxes, 6, 8, left.text, left.style)
    setMerged(sheet, boxes, 9, last, right?.text ?? null, right?.style ?? styles.plain)

    const headings = sheet.getRow(3)
    headings.height = formHeights.headings
    form.columns.forEach((column, index) => {
      if (column.heading !== null) setCell(headings, index + 1, column.heading, styles.heading)
    })
    headings.commit()
  }

  const drawRow = (sheet: Worksheet, number: number, row: ReportRow | null) => {
    const line = sheet.getRow(firstDataRow + number - 1)
    form.columns.forEach((column, index) => {
      if (index === 0) setCell(line, 1, number, styles.centred)
      else if (row && column.filled) setCell(line, index + 1, column.filled.value(row, number), column.filled.style)
      else if (column.drawn) setCell(line, index + 1, null, column.drawn)
    })
    line.commit()
  }

  const drawFoot = (sheet: Worksheet, count: number) => {
    for (let number = count + 1; number <= drawnRows; number++) drawRow(sheet, number, null)
    const foot = firstDataRow + Math.max(drawnRows, count)
    setMerged(sheet, sheet.getRow(foot), 1, last, form.notesHeading, styles.notesHeading)
    notes.forEach((note, index) => {
      setMerged(sheet, sheet.getRow(foot + 1 + index), 1, last, note, styles.note)
    })
    setCell(sheet.getRow(foot + 1 + notes.length), form.formNumberColumn, formNumber, styles.formNumber)
  }

  return {
    widths: form.columns.map((column) => column.width),
    open: drawHead,
    row: (sheet, row, number) => drawRow(sheet, number, row),
    close: drawFoot,
  }
}
