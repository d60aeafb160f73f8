import type { Writable } from 'node:stream'
import { type ReportRows, type Written, writeDepartmentSheets } from './department-sheets.ts'
import { type FormColumn, formLayout } from './form-sheet.ts'
import { dateBlock, headings, kindBlock, notesHeading, titles } from './form-texts.ts'
import { styles } from './styles.ts'
import { formBreak, formHours, formTime } from './values.ts'

const { centred, middle } = styles

const columns: FormColumn[] = [
  { width: 6.25, heading: headings.number, drawn: centred },
  { width: 13.43, heading: headings.workerId, drawn: centred, filled: { style: centred, value: (row) => row.workerId } },
  { width: 21.14, heading: headings.name, drawn: centred, filled: { style: centred, value: (row) => row.employeeName } },
  { width: 22.29, heading: headings.reason, drawn: middle, filled: { style: centred, value: (row) => row.reason } },
  { width: 18.25, heading: headings.time, drawn: middle, filled: { style: centred, value: formTime } },
  { width: 14.43, heading: headings.duration, drawn: middle, filled: { style: centred, value: formHours } },
  { width: 15.14, heading: headings.rest, drawn: middle, filled: { style: centred, value: formBreak } },
  { width: 13.57, heading: headings.employeeSignature, drawn: middle },
  { width: 15.71, heading: headings.supervisorSignature, drawn: middle },
  { width: 1, heading: null, drawn: null },
  { width: 17.14, heading: headings.actualTime, drawn: middle, filled: { style: centred, value: formTime } },
  { width: 14.43, heading: headings.actualDuration, drawn: middle, filled: { style: centred, value: formHours } },
  { width: 15.43, heading: headings.actualRest, drawn: middle, filled: { style: centred, value: formBreak } },
  { width: 16.57, heading: headings.employeeSignature, drawn: middle },
]

/**
 * The official form of one work date, columns A–N, to be printed and signed: a sheet for each department. The kind of
 * day is the one of the sheet's first row.
 * @param rows sorted by department code, start time, worker id
 */
export function writeDailyForm(rows: ReportRows, where: { date: string }, sink: Writable): Promise<Written> {
  const layout = formLayout({
    title: titles.dailyForm,
    titleStyle: styles.dailyTitle,
    columns,
    boxes: (first) => [
      { text: dateBlock(where.date), style: styles.box },
      { text: kindBlock(first?.kind ?? null), style: styles.box },
    ],
    notesHeading: notesHeading.dailyForm,
    formNumberColumn: 13,
  })
  return writeDepartmentSheets(rows, layout, sink)
}
