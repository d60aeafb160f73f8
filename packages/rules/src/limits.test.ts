import type { DayKind } from '@lembur/contracts/overtime'
import { describe, expect, test } from 'vitest'
import { defaultLimits, draftPieces, effectiveLimits, forecastLine, type LimitRule, levelOf, limitRange } from './limits.ts'

const week: LimitRule = {
  scope: 'organisation',
  departmentId: null,
  employeeId: null,
  span: 'week',
  kinds: null,
  advisedMinutes: 900,
  maxMinutes: 1080,
  severity: 'warn',
}
const ofDepartment: LimitRule = { ...week, scope: 'department', departmentId: 'line-4', maxMinutes: 960 }
const ofEmployee: LimitRule = { ...week, scope: 'employee', employeeId: 'rizky', maxMinutes: 600, severity: 'block' }
const rizky = { employeeId: 'rizky', departmentId: 'line-4', kind: 'weekday' as DayKind }

describe('defaults: week 15 / 18, period 60 / 72, day none / 4 on weekdays, all warn (decision 7)', () => {
  test.each([
    ['weekday', ['day null 240', 'week 900 1080', 'period 3600 4320']],
    ['weekend', ['week 900 1080', 'period 3600 4320']],
    ['holiday', ['week 900 1080', 'period 3600 4320']],
  ] as const)('on a %s', (kind, marks) => {
    const limits = effectiveLimits(defaultLimits, { ...rizky, kind })
    expect(limits.map((rule) => `${rule.span} ${rule.advisedMinutes} ${rule.maxMinutes}`)).toEqual(marks)
    expect(limits.every((rule) => rule.severity === 'warn')).toBe(true)
  })
})

describe('employee overrides department, department overrides organisation (decision 7)', () => {
  test.each([
    ['employee first, whatever the order', [week, ofEmployee, ofDepartment], rizky, ofEmployee],
    ['department next', [week, ofDepartment], rizky, ofDepartment],
    ['organisation last', [week], rizky, week],
    ['someone else’s rule is silent', [week, ofEmployee], { ...rizky, employeeId: 'dewi' }, week],
    ['another department’s rule is silent', [week, ofDepartment], { ...rizky, departmentId: 'line-5' }, week],
    ['no department meets no department’s rule', [week, { ...ofDepartment, departmentId: null }], { ...rizky, departmentId: null }, week],
  ])('%s', (_, rules, subject, expected) => {
    expect(effectiveLimits(rules, subject)).toEqual([expected])
  })

  test('a rule for another kind of day does not override', () => {
    expect(effectiveLimits([week, { ...ofEmployee, kinds: ['holiday'] }], rizky)).toEqual([week])
  })

  test('within a scope the rule for fewer kinds of day wins, in any order', () => {
    const weekdays: LimitRule = { ...week, kinds: ['weekday'], maxMinutes: 480 }
    const twoKinds: LimitRule = { ...week, kinds: ['weekday', 'weekend'], maxMinutes: 540 }
    expect(effectiveLimits([week, twoKinds, weekdays], rizky)).toEqual([weekdays])
    expect(effectiveLimits([weekdays, twoKinds, week], rizky)).toEqual([weekdays])
    expect(effectiveLimits([week, twoKinds], rizky)).toEqual([twoKinds])
    expect(effectiveLimits([week, { ...week, maxMinutes: 1 }], rizky)).toEqual([week])
  })

  test('an override without marks lifts the limit', () => {
    expect(effectiveLimits([week, { ...ofEmployee, advisedMinutes: null, maxMinutes: null }], rizky)).toEqual([])
  })

  test('one line a span, in the order day, week, period', () => {
    const rules = [...defaultLimits].reverse()
    expect(effectiveLimits(rules, rizky).map(({ span }) => span)).toEqual(['day', 'week', 'period'])
  })
})

describe('where a total stands', () => {
  test.each([
    [0, 900, 1080, 'fine'],
    [899, 900, 1080, 'fine'],
    [900, 900, 1080, 'advised'],
    [1079, 900, 1080, 'advised'],
    [1080, 900, 1080, 'at_max'],
    [1081, 900, 1080, 'over'],
    [240, null, 240, 'at_max'],
    [239, null, 240, 'fine'],
    [9999, null, null, 'fine'],
    [9999, 900, null, 'advised'],
    [1, null, 0, 'over'],
  ] as const)('%i minutes against %s / %s is %s', (total, advised, max, level) => {
    expect(levelOf(total, advised, max)).toBe(level)
  })
})

describe('a limit sums its own dates', () => {
  test.each([
    ['day', undefined, '2026-06-11', '2026-06-11'],
    ['week', undefined, '2026-06-08', '2026-06-14'],
    ['period', undefined, '2026-05-26', '2026-06-25'],
    ['period', 18, '2026-05-18', '2026-06-17'],
  ] as const)('%s, start day %s', (span, startDay, start, end) => {
    expect(limitRange(span, '2026-06-11', startDay)).toEqual({ start, end })
  })
})

describe('pending and approved count, the draft included (decision 7)', () => {
  test('the week of the picture reaches the advised mark', () => {
    const sums = { approvedMinutes: 540, pendingMinutes: 120, draftMinutes: 240 }
    expect(forecastLine(week, { start: '2026-06-08', end: '2026-06-14' }, sums)).toEqual({
      span: 'week',
      from: '2026-06-08',
      to: '2026-06-14',
      ...sums,
      advisedMinutes: 900,
      maxMinutes: 1080,
      severity: 'warn',
      level: 'advised',
    })
  })

  test.each([
    ['approved', { approvedMinutes: 1, pendingMinutes: 0, draftMinutes: 0 }],
    ['pending', { approvedMinutes: 0, pendingMinutes: 1, draftMinutes: 0 }],
    ['draft', { approvedMinutes: 0, pendingMinutes: 0, draftMinutes: 1 }],
  ])('a minute %s counts', (_, sums) => {
    const rule: LimitRule = { ...week, advisedMinutes: null, maxMinutes: 1 }
    expect(forecastLine(rule, { start: '2026-06-08', end: '2026-06-14' }, sums).level).toBe('at_max')
  })
})

describe('the meter shows how much of a draft is too much', () => {
  test.each([
    ['below both marks', 660, 60, 900, 1080, [[660, 720, 'fine']]],
    ['up to the advised mark', 660, 240, 900, 1080, [[660, 900, 'fine']]],
    [
      'over the advised mark',
      660,
      300,
      900,
      1080,
      [
        [660, 900, 'fine'],
        [900, 960, 'advised'],
      ],
    ],
    [
      'over both',
      840,
      300,
      900,
      1080,
      [
        [840, 900, 'fine'],
        [900, 1080, 'advised'],
        [1080, 1140, 'over'],
      ],
    ],
    ['all of it over', 1080, 60, 900, 1080, [[1080, 1140, 'over']]],
    [
      'no advised mark',
      200,
      80,
      null,
      240,
      [
        [200, 240, 'fine'],
        [240, 280, 'over'],
      ],
    ],
    [
      'no maximum',
      800,
      200,
      900,
      null,
      [
        [800, 900, 'fine'],
        [900, 1000, 'advised'],
      ],
    ],
    [
      'both marks in one place',
      200,
      80,
      240,
      240,
      [
        [200, 240, 'fine'],
        [240, 280, 'over'],
      ],
    ],
    ['nothing drafted', 300, 0, 900, 1080, [[300, 300, 'fine']]],
  ])('%s', (_, counted, draft, advised, max, pieces) => {
    expect(draftPieces(counted, draft, advised, max)).toEqual(pieces.map(([from, to, level]) => ({ from, to, level })))
  })
})
