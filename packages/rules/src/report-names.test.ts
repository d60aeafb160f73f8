import { expect, test } from 'vitest'
import { reportFileName, reportFolder } from './report-names.ts'

test('the customer finds each workbook under its own name', () => {
  const day = { start: '2026-01-05', end: '2026-01-05' }
  const period = { start: '2025-12-26', end: '2026-01-25' }
  expect(reportFileName('daily-form', day)).toBe('20260105OT.xlsx')
  expect(reportFileName('daily-summary', day)).toBe('20260105OTSummary.xlsx')
  expect(reportFileName('period-form', period)).toBe('~2025_12_26-2026_01_25OT.xlsx')
  expect(reportFileName('period-summary', period)).toBe('~2025_12_26-2026_01_25OTSummary.xlsx')
  expect(reportFolder(period)).toBe('2025-12-26_2026-01-25')
})
