import { describe, expect, it } from 'vitest'
import { readFormula } from './formula.ts'
import { decimal, exact, fractionText, roundBy, rounded } from './fraction.ts'

describe('exact numbers', () => {
  it.each([
    ['4/3', '4/3'],
    ['1.5', '3/2'],
    ['2', '2'],
    ['0.1/3', '1/30'],
  ])('%s is %s', (text, fraction) => {
    expect(fractionText(exact(text))).toBe(fraction)
  })

  it('are written with so many decimals, half up', () => {
    expect([decimal(exact('2.345'), 2), decimal(exact('-2.345'), 2), decimal(exact('1/3'), 4), decimal(exact('7'), 0)]).toEqual([
      '2.35',
      '-2.35',
      '0.3333',
      '7',
    ])
    expect(rounded(exact('25/2'), 2)).toBe(12.5)
  })

  it.each([
    ['none', '28901.734', '28901.734'],
    ['floor-1', '28901.734', '28901'],
    ['floor-2', '28901.737', '28901.73'],
    ['half-up-0', '28901.5', '28902'],
    ['half-up-2', '2.675', '2.68'],
    ['ceil-0', '28901.001', '28902'],
    ['floor-100', '28999', '28900'],
    ['half-up-1000', '28500', '29000'],
  ])('%s makes %s %s', (rounding, from, to) => {
    expect(roundBy(rounding, exact(from)).equals(exact(to))).toBe(true)
  })
})

describe('formulas of wages', () => {
  const values = new Map(
    Object.entries({ M: '2600', D: '100', daysPerWeek: '6', basic: '4000000', fixed: '1500000', variable: '2500000' }).map(
      ([name, value]) => [name, exact(value)],
    ),
  )
  const compute = (text: string) => {
    const read = readFormula(text)
    return read && fractionText(read.compute(values))
  }

  it.each([
    ['M/173', '2600/173'],
    ['12*M/(52*daysPerWeek)', '100'],
    ['M/26/8', '25/2'],
    ['2+3*4-1', '13'],
    ['(2+3)*4', '20'],
    ['max(basic+fixed, 0.75*(basic+fixed+variable))', '6000000'],
    ['min(D, 13.60)', '68/5'],
  ])('%s is %s', (text, value) => {
    expect(compute(text)).toBe(value)
  })

  it.each(['', 'M/', '(M', 'M)', 'M 173', '1..5', 'max(M)', 'floor(M)', 'M;D', 'constructor()', '**'])('%s is none', (text) => {
    expect(readFormula(text)).toBeNull()
  })

  it('say which names they need', () => {
    expect([...(readFormula('12*M/(52*daysPerWeek)')?.names ?? [])]).toEqual(['M', 'daysPerWeek'])
  })
})
