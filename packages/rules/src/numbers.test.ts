import { describe, expect, test } from 'vitest'
import { parseRequestNumber, requestNumber } from './numbers.ts'

describe('a request carries a short number per year (decision 19)', () => {
  test.each([
    [2026, 1, 'OT-2026-000001'],
    [2026, 123, 'OT-2026-000123'],
    [2026, 1234567, 'OT-2026-1234567'],
  ])('%i, %i is %s, and read back', (year, n, text) => {
    expect(requestNumber(year, n)).toBe(text)
    expect(parseRequestNumber(text)).toEqual({ year, n })
  })

  test.each(['ot-2026-123', 'OT 2026 123', ' OT2026-000123 ', 'ot 2026-00123'])('"%s" is understood too', (text) => {
    expect(parseRequestNumber(text)).toEqual({ year: 2026, n: 123 })
  })

  test.each([
    '',
    'OT',
    'OT-2026',
    'OT-2026-',
    'OT-26-123',
    'OT-2026-0',
    'PR-2026-000123',
    'OT-2026-12a',
    'OT-2026-1234567890',
    'OT2026123',
  ])('"%s" is none', (text) => {
    expect(parseRequestNumber(text)).toBeNull()
  })
})
