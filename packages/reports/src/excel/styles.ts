import type { Alignment, Borders, Font, Style } from 'exceljs'

const arial = (size: number, bold = false): Partial<Font> => (bold ? { name: 'Arial', size, bold } : { name: 'Arial', size })

const thin = { style: 'thin' } as const
const box: Partial<Borders> = { top: thin, left: thin, bottom: thin, right: thin }

const centred: Partial<Alignment> = { horizontal: 'center', vertical: 'middle' }
const middle: Partial<Alignment> = { vertical: 'middle' }

/**
 * Every style of the four workbooks. The objects are shared, not copied: the writer knows a style by its identity,
 * which saves a quarter of the time of a long workbook. A style without a font is the default, Calibri 11.
 */
export const styles = {
  plain: {},
  dailyTitle: { font: arial(20), alignment: centred },
  periodTitle: { font: arial(20, true), alignment: centred },
  department: { font: arial(11), alignment: { ...middle, wrapText: true } },
  classificationLabel: { alignment: { horizontal: 'right', vertical: 'middle', wrapText: true } },
  box: { alignment: { ...middle, wrapText: true } },
  period: { alignment: { ...centred, wrapText: true } },
  heading: { font: arial(11), alignment: { ...centred, wrapText: true }, border: box },
  centred: { font: arial(11), alignment: centred, border: box },
  middle: { font: arial(11), alignment: middle, border: box },
  left: { font: arial(11), alignment: { horizontal: 'left', vertical: 'middle' }, border: box },
  notesHeading: { font: arial(12) },
  note: { font: arial(12), alignment: { ...middle, wrapText: true } },
  formNumber: { font: arial(10) },
  summaryHeading: { font: arial(11), alignment: centred },
  summaryCentred: { font: arial(11), alignment: centred },
  summaryLeft: { font: arial(11), alignment: { horizontal: 'left', vertical: 'middle' } },
} as const satisfies Record<string, Partial<Style>>

/** Heights of the title, the boxes and the headings of a form, in points; the other rows have none of their own. */
export const formHeights = { title: 30, boxes: 80, headings: 92 } as const

/** Rows that a form has drawn before anything is filled in. */
export const drawnRows = 30
