import { describe, expect, test } from 'vitest'
import { compile } from '../compile.ts'
import { packOf } from '../packs.ts'
import { judgeRequests } from '../requests.ts'

// Wednesday, Saturday, Sunday; and a Wednesday that the plant's calendar calls a holiday.
const days = [
  { kind: 'weekday', workDate: '2026-07-08' },
  { kind: 'weekend', workDate: '2026-07-11' },
  { kind: 'weekend', workDate: '2026-07-12' },
  { kind: 'holiday', workDate: '2026-07-08' },
] as const

/** Payable hours of a request from 18:00 to 20:00 on a weekday, a Saturday, a Sunday and a holiday; day wages where the law pays those. */
function twoHours(pack: string): string[] {
  const policy = compile(packOf(pack, undefined, '2026-07-08'))
  return days.map((day) => {
    const request = { id: 'r', ...day, startMinute: 1080, endMinute: 1200, breaks: [] }
    const { bands, payableMinutes } = judgeRequests(policy, [request], { timeZone: 'UTC', periodStartDay: 26, holidays: [] }).of('r')
    const [flat] = bands.flatMap(({ flatDays }) => flatDays ?? [])
    const [numerator = 0, denominator = 1] = payableMinutes.split('/').map(Number)
    return flat ? `${flat} d` : `${Math.round((numerator / denominator / 60) * 100) / 100} h`
  })
}

describe('two hours asked for, on a weekday, a Saturday, a Sunday, a holiday', () => {
  test.each([
    ['ID', '1.5 + 2; the rest days and holidays 2 x 2', ['3.5 h', '4 h', '4 h', '4 h']],
    ['TW', '2 x 4/3; the regular leave and the holiday a whole day wage', ['2.67 h', '2.67 h', '8 h', '8 h']],
    ['US-FLSA', '2 x 1.5 on every day', ['3 h', '3 h', '3 h', '3 h']],
    ['US-CA', '2 x 1.5 on every day: the ninth and tenth hour', ['3 h', '3 h', '3 h', '3 h']],
    ['JP', '2 x 1.25; the legal holiday 2 x 1.35', ['2.5 h', '2.5 h', '2.7 h', '2.5 h']],
    ['SG', '2 x 1.5; up to half of a rest day or a holiday one day wage', ['3 h', '3 h', '1 d', '1 d']],
    ['MY', '2 x 1.5; half a day wage, two on a holiday', ['3 h', '3 h', '1/2 d', '2 d']],
    ['CN', '2 x 1.5, 2 x 2, 2 x 3', ['3 h', '4 h', '4 h', '6 h']],
    ['VN', '2 x 1.5; Saturday is a workday; 2 x 2, 2 x 3', ['3 h', '3 h', '4 h', '6 h']],
    ['PH', '2 x 1.25; Saturday is a workday; 2 x 1.3, 2 x 2', ['2.5 h', '2.5 h', '2.6 h', '4 h']],
    ['IN-OSH2020', '2 x 2 on every day', ['4 h', '4 h', '4 h', '4 h']],
  ])('%s: %s', (pack, _arithmetic, hours) => {
    expect(twoHours(pack)).toEqual(hours)
  })

  test('two requests of a day climb the ladder together: the second hour of Indonesia is the second, whoever asked for it', () => {
    const policy = compile(packOf('ID', undefined, '2026-07-08'))
    const part = (id: string, startMinute: number) => ({
      id,
      kind: 'weekday' as const,
      workDate: '2026-07-08',
      startMinute,
      endMinute: startMinute + 60,
      breaks: [],
    })
    const judged = judgeRequests(policy, [part('late', 1200), part('early', 1020)], { timeZone: 'UTC', periodStartDay: 26, holidays: [] })
    expect([judged.of('early').payableMinutes, judged.of('late').payableMinutes]).toEqual(['90', '120'])
  })

  test.each(['EU-WTD', 'DE-ArbZG'])('%s sets no pay, and still has its limits', (pack) => {
    const policy = compile(packOf(pack, undefined, '2026-07-08'))
    const request = { id: 'r', kind: 'weekday' as const, workDate: '2026-07-08', startMinute: 480, endMinute: 1140, breaks: [] }
    const { evaluation } = judgeRequests(policy, [request], { timeZone: 'UTC', periodStartDay: 26, holidays: [] })
    expect(evaluation.bands).toEqual([])
    expect(evaluation.violations.map(({ code }) => code)).toEqual(
      expect.arrayContaining(pack === 'EU-WTD' ? ['EU.BREAK_AFTER_6H'] : ['DE.DAY_MAX', 'DE.BREAK']),
    )
  })
})
