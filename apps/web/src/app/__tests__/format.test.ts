import { describe, expect, it } from 'vitest'
import { createFormat } from '../format.ts'

const en = createFormat('en', 'Asia/Jakarta')
const id = createFormat('id', 'Asia/Jakarta')
const zh = createFormat('zh', 'Asia/Jakarta')

describe('what hours are paid as', () => {
  it('is rounded once, half up, whatever the rates', () => {
    expect(['450', '105/2', '3/10', '9/10', '0'].map(en.exactHours)).toEqual(['7.50', '0.88', '0.01', '0.02', '0.00'])
    expect(id.exactHours('75000')).toBe('1.250,00')
  })

  it('writes a rate as a decimal where it ends, and as it is where it does not', () => {
    expect(['3/2', '2', '67/50', '4/3', '169/100'].map(en.factor)).toEqual(['1.5', '2', '1.34', '4/3', '1.69'])
    expect(id.factor('3/2')).toBe('1,5')
  })
})

describe('dates', () => {
  it.each([
    ['date', 'Thu 11 Jun', 'Kam 11 Jun', '6月11日 周四'],
    ['longDate', 'Thu 11 June 2026', 'Kam 11 Juni 2026', '2026年6月11日 周四'],
    ['dayMonth', '11 Jun', '11 Jun', '6月11日'],
    ['monthYear', 'June 2026', 'Juni 2026', '2026年6月'],
    ['longWeekday', 'Thursday', 'Kamis', '周四'],
  ] as const)('%s', (name, ...expected) => {
    expect([en, id, zh].map((format) => format[name]('2026-06-11'))).toEqual(expected)
  })

  it('shortens months as the plant does', () => {
    expect(['2026-05-26', '2026-08-17', '2026-09-01', '2026-12-25'].map(id.dayMonth)).toEqual(['26 Mei', '17 Agu', '1 Sep', '25 Des'])
  })

  it('names a period for the month in which it ends, and its span', () => {
    const period = ['2026-05-26', '2026-06-25'] as const
    expect(en.period(...period)).toBe('June period · 26 May – 25 Jun 2026')
    expect(id.period(...period)).toBe('Periode Juni · 26 Mei – 25 Jun 2026')
    expect(zh.period(...period)).toBe('6月周期 · 2026年5月26日–6月25日')
  })

  it('writes both years where a span crosses the new year', () => {
    expect(en.longRange('2025-12-26', '2026-01-25')).toBe('26 Dec 2025 – 25 Jan 2026')
    expect(zh.longRange('2025-12-26', '2026-01-25')).toBe('2025年12月26日–2026年1月25日')
  })

  it('shortens a range within one month', () => {
    expect([en, id, zh].map((format) => format.dateRange('2026-06-08', '2026-06-14'))).toEqual(['8–14 Jun', '8–14 Jun', '6月8日–14日'])
    expect(en.dateRange('2026-05-26', '2026-06-25')).toBe('26 May – 25 Jun')
  })

  it('says today, yesterday and tomorrow in words', () => {
    const days = ['2026-06-10', '2026-06-11', '2026-06-12', '2026-06-13']
    expect(days.map((day) => id.relativeDay(day, '2026-06-11'))).toEqual(['kemarin', 'hari ini', 'besok', 'Sab 13 Jun'])
  })
})

describe('hours', () => {
  it('has two decimals, with a comma in Bahasa', () => {
    expect([en, id, zh].map((format) => format.hours(250))).toEqual(['4.17', '4,17', '4.17'])
    expect([en, id, zh].map((format) => format.hoursUnit(240))).toEqual(['4.00 h', '4,00 jam', '4.00 小时'])
  })
  it('writes a true minus and groups thousands', () => {
    expect(en.hours(-60)).toBe('−1.00')
    expect(en.signedHours(30)).toBe('+0.50')
    expect([en, id].map((format) => format.hours(123_456 * 60))).toEqual(['123,456.00', '123.456,00'])
  })
  it('keeps whole limits whole', () => {
    expect([1080, 450].map(en.wholeHours)).toEqual(['18', '7.50'])
  })
})

it('names the year of a day of another year', () => {
  expect([en, id, zh].map((format) => format.dateSeenFrom('2025-06-11', '2026-01-02'))).toEqual([
    'Wed 11 Jun 2025',
    'Rab 11 Jun 2025',
    '2025年6月11日 周三',
  ])
  expect(en.dateSeenFrom('2026-06-11', '2026-01-02')).toBe('Thu 11 Jun')
  expect(en.dateTime('2025-12-30T09:42:07Z', '2026-01-01')).toBe('Tue 30 Dec 2025 16:42')
  expect(en.dateTime('2025-12-31T09:42:07Z', '2026-01-01')).toBe('yesterday 16:42')
})

describe('times', () => {
  it('shows 24 hours and wraps at midnight', () => {
    expect([0, 1040, 1439, 1440, 1620].map(en.clock)).toEqual(['00:00', '17:20', '23:59', '00:00', '03:00'])
    expect(en.clockSpan(1200, 1620)).toBe('20:00–03:00')
  })
  it('shows instants on the plant’s clock', () => {
    expect(en.timeOf('2026-06-11T09:42:07Z')).toBe('16:42')
    expect(en.secondOf('2026-06-11T09:42:07Z')).toBe('16:42:07')
    expect(en.dateOf('2026-06-10T17:30:00Z')).toBe('2026-06-11')
    expect(id.dateTime('2026-06-11T09:42:07Z', '2026-06-11')).toBe('hari ini 16:42')
    expect(createFormat('en', 'Asia/Makassar').timeOf('2026-06-11T09:42:07Z')).toBe('17:42')
  })
  it('names the zone', () => {
    expect(en.zoneName()).toBe('WIB')
    expect(createFormat('en', 'Asia/Makassar').zoneName()).toBe('WITA')
  })
})

it('counts, ages and sizes', () => {
  expect(en.count(1000, true)).toBe('1,000+')
  expect(id.number(12_345)).toBe('12.345')
  expect([40, 300, 4320].map(en.age)).toEqual(['40 min', '5 h', '3 d'])
  expect([500, 38_000, 1_250_000].map(id.bytes)).toEqual(['500 B', '38 kB', '1,3 MB'])
})

describe('money', () => {
  it('is shown to the last digit, grouped as the language has it, with decimals only where there are some', () => {
    expect([en, id, zh].map((format) => format.money('5357982', 'IDR'))).toEqual(['IDR 5,357,982', 'IDR 5.357.982', 'IDR 5,357,982'])
    expect([en, id].map((format) => format.money('999999999999.5', 'IDR'))).toEqual(['IDR 999,999,999,999.50', 'IDR 999.999.999.999,50'])
  })

  it.each([
    ['5357982', '5357982', '5357982'],
    ['5,357,982', '5357982', null],
    ['5.357.982', null, '5357982'],
    ['5,357,982.50', '5357982.50', null],
    ['5.357.982,50', null, '5357982.50'],
    ['31000.5', '31000.5', '31000.5'],
    ['31000,5', null, '31000.5'],
    ['5.000', null, '5000'],
    ['5 357 982', '5357982', '5357982'],
    ['007', '7', '7'],
    ['', null, null],
    ['-5', null, null],
    ['1e6', null, null],
  ])('is read from %j as its language writes it', (text, english, bahasa) => {
    expect([en, id].map((format) => format.sumTyped(text))).toEqual([english, bahasa])
  })
})
