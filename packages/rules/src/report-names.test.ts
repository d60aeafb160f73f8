import { expect, test } from 'vitest'
import { isReportFile, reportFileName, reportFolder } from './report-names.ts'

test('the customer finds each workbook under its own name', () => {
  const day = { start: '2026-01-05', end: '2026-01-05' }
  const period = { start: '2025-12-26', end: '2026-01-25' }
  expect(reportFileName('daily-form', day)).toBe('20260105OT.xlsx')
  expect(reportFileName('daily-summary', day)).toBe('20260105OTSummary.xlsx')
  expect(reportFileName('period-form', period)).toBe('~2025_12_26-2026_01_25OT.xlsx')
  expect(reportFileName('period-summary', period)).toBe('~2025_12_26-2026_01_25OTSummary.xlsx')
  expect(reportFolder(period)).toBe('2025-12-26_2026-01-25')
})

test.each([
  ['2025-12-26_2026-01-25', '20260105OT.xlsx', true],
  ['2025-12-26_2026-01-25', '20260105OTSummary.xlsx', true],
  ['2025-12-26_2026-01-25', '~2025_12_26-2026_01_25OTSummary.xlsx', true],
  ['2025-12-26_2026-01-25', '20260126OT.xlsx', false],
  ['2025-12-26_2026-01-25', '~2025_11_26-2025_12_25OT.xlsx', false],
  ['2025-12-26_2026-01-25', '20260105OT (copy).xlsx', false],
  ['2025-12-26_2026-01-25', '~$20260105OT.xlsx', false],
  ['Old', '20260105OT.xlsx', false],
  ['', '20260105OT.xlsx', false],
])('in the folder %j, that %j is a name of ours is %s', (folder, fileName, isOurs) => {
  expect(isReportFile(folder, fileName)).toBe(isOurs)
})
