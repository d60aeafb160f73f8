import type { Writable } from 'node:stream'
import { type ReportRows, type Written, writeDepartmentSheets } from './department-sheets.ts'
import { type FormColumn, formLayout } from './form-sheet.ts'
import { headings, notesHeading, periodBlock, titles } from './form-texts.ts'
import { styles } from './styles.ts'
import { formBreak, formHours, formKind, formTime } from './values.ts'

const { centred, middle, left } = styles

const columns: FormColumn[] = [
  { width: 6.25, heading: headings.number, drawn: centred },
  { width: 13.88, heading: headings.date, drawn: centred, filled: { style: centred, value: (row) => row.workDate } },
  { width: 13.93, heading: headings.workerId, drawn: centred, filled: { style: centred, value: (row) => row.workerId } },
  { width: 21.14, heading: headings.name, drawn: centred, filled: { style: left, value: (row) => row.employeeName } },
  { width: 22.29, heading: headings.reason, drawn: middle, filled: { style: centred, value: (row) => row.reason } },
  { width: 15.22, heading: headings.kind, drawn: middle, filled: { style: centred, value: formKind } },
  { width: 16.55, heading: headings.time, drawn: middle, filled: { style: centred, value: formTime } },
  { width: 14.55, heading: headings.duration, drawn: middle, filled: { style: centred, value: formHours } },
  { width: 15.14, heading: headings.rest, drawn: middle, filled: { style: centred, value: formBreak } },
  { width: 13.57, heading: headings.employeeSignature, drawn: middle },
  { width: 15.71, heading: headings.supervisorSignature, drawn: middle },
  // Without a heading, yet with a border in the rows below it: so it is on the paper form.
  { width: 1, heading: null, drawn: middle },
  { width: 16.55, heading: headings.actualTime, drawn: middle, filled: { style: centred, value: formTime } },
  { width: 14.55, heading: headings.actualDuration, drawn: middle, filled: { style: centred, value: formHours } },
  { width: 15.43, heading: headings.actualRest, drawn: middle, filled: { style: centred, value: formBreak } },
  { width: 18.57, heading: headings.employeeSignature, drawn: middle },
]

/**
 * The official form of a period, columns A–P: a sheet for each department.
 * @param rows sorted by department code, work date, start time, worker id
 */
export function writePeriodForm(rows: ReportRows, where: { start: string; end: string }, sink: Writable): Promise<Written> {
  const layout = formLayout({
    title: titles.periodForm,
    titleStyle: styles.periodTitle,
    columns,
    boxes: () => [{ text: periodBlock(where.start, where.end), style: styles.period }, null],
    notesHeading: notesHeading.periodForm,
    formNumberColumn: 15,
  })
  return writeDepartmentSheets(rows, layout, sink)
}
