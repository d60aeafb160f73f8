import type { Language } from '@lembur/contracts/identity'
import { formatClock, localOf } from '@lembur/rules/clock'
import { addDays, isoWeekday } from '@lembur/rules/dates'
import { words } from './format-words.ts'

const two = (value: number) => String(value).padStart(2, '0')
const parts = (date: string) => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { year, month, day }
}
const fraction = (text: string) => {
  const [over = 0, under = 1] = text.split('/').map(Number)
  return { over, under }
}
const minus = '−'
const dash = '–'

/** Names of Indonesia's three zones; others show their offset. */
const zoneNames: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/**
 * The only place that makes words of dates, hours and numbers. Minutes count from 00:00 of a work date (1440 and more is the
 * next day), lengths are whole minutes, instants are ISO 8601 and are shown in the plant's zone.
 */
export function createFormat(language: Language, timeZone: string) {
  const w = words[language]
  const chinese = language === 'zh'

  const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, w.group)
  const fixed = (value: number, places: number) => {
    const [whole = '0', fraction] = Math.abs(value).toFixed(places).split('.')
    return `${value < 0 ? minus : ''}${grouped(whole)}${fraction ? w.decimal + fraction : ''}`
  }

  /** 240 → "4.00"; "4,00" in Bahasa. */
  const hours = (minutes: number) => fixed(minutes / 60, 2)
  /** As `hours`, with the sign always: "+0.50". */
  const signedHours = (minutes: number) => `${minutes > 0 ? '+' : ''}${hours(minutes)}`
  /** With the unit: "4.00 h". */
  const hoursUnit = (minutes: number) => `${hours(minutes)} ${w.hour}`
  /** A limit: whole hours stay whole, "18", "7.50". */
  const wholeHours = (minutes: number) => (minutes % 60 === 0 ? fixed(minutes / 60, 0) : hours(minutes))
  /** Minutes as an exact fraction, rounded once, half up: "105/2" → "0.88". */
  const exactHours = (minutes: string) => {
    const { over, under } = fraction(minutes)
    return fixed(Math.floor((over * 10 + under * 3) / (under * 6)) / 100, 2)
  }
  /** A rate: "3/2" → "1.5"; one that never ends stays a fraction, "4/3". */
  const factor = (rate: string) => {
    const { over, under } = fraction(rate)
    const decimals = String(over / under)
    return decimals.length > 6 ? rate : decimals.replace('.', w.decimal)
  }
  /** A sum of money as the server rounded it: "1234567.5" → "IDR 1,234,567.50". */
  const money = (amount: string, currency: string | null) =>
    [currency, fixed(Number(amount), amount.includes('.') ? 2 : 0)].filter(Boolean).join(' ')
  /** A rough length of time: "40 min", "5 h", "3 d". */
  const age = (minutes: number) =>
    minutes < 60
      ? `${Math.round(minutes)} ${w.minute}`
      : minutes < 48 * 60
        ? `${Math.floor(minutes / 60)} ${w.hour}`
        : `${Math.floor(minutes / 1440)} ${w.day}`

  /** 1040 → "17:20"; the next day's minutes wrap. */
  const clock = (minute: number) => formatClock(minute)
  const clockSpan = (start: number, end: number) => `${clock(start)}${dash}${clock(end)}`
  /** A tick of the hour axis: "06", "00". */
  const axisHour = (minute: number) => formatClock(minute).slice(0, 2)

  /** "11 Jun", "6月11日". */
  const dayMonth = (date: string) => {
    const { month, day } = parts(date)
    return chinese ? `${month}月${day}日` : `${day} ${w.months[month - 1]}`
  }
  const weekday = (date: string) => w.weekdays[isoWeekday(date) % 7]!
  const longWeekday = (date: string) => w.longWeekdays[isoWeekday(date) % 7]!
  /** "Thu 11 Jun", "Kam 11 Jun", "6月11日 周四". */
  const date = (value: string) => (chinese ? `${dayMonth(value)} ${weekday(value)}` : `${weekday(value)} ${dayMonth(value)}`)
  /** "Thu 11 June 2026", "2026年6月11日 周四". */
  const longDate = (value: string) => {
    const { year, month, day } = parts(value)
    return chinese ? `${year}年${month}月${day}日 ${weekday(value)}` : `${weekday(value)} ${day} ${w.longMonths[month - 1]} ${year}`
  }
  /** "Thursday 11 June", "6月11日 周四". */
  const fullDate = (value: string) => {
    const { month, day } = parts(value)
    return chinese ? date(value) : `${longWeekday(value)} ${day} ${w.longMonths[month - 1]}`
  }
  /** "June 2026", "2026年6月". */
  const monthYear = (value: string) => {
    const { year, month } = parts(value)
    return chinese ? `${year}年${month}月` : `${w.longMonths[month - 1]} ${year}`
  }
  /** "Jun 2026", "2026年6月". */
  const shortMonthYear = (value: string) => (chinese ? monthYear(value) : `${w.months[parts(value).month - 1]} ${parts(value).year}`)
  /** "8–14 Jun", "26 May – 25 Jun", "6月8日–14日". */
  const dateRange = (from: string, to: string) => {
    const a = parts(from)
    const b = parts(to)
    if (from === to) return dayMonth(from)
    if (a.year === b.year && a.month === b.month) return chinese ? `${dayMonth(from)}${dash}${b.day}日` : `${a.day}${dash}${dayMonth(to)}`
    return chinese ? `${dayMonth(from)}${dash}${dayMonth(to)}` : `${dayMonth(from)} ${dash} ${dayMonth(to)}`
  }
  /** "26 May – 25 Jun 2026", "2026年5月26日–6月25日". */
  const longRange = (from: string, to: string) => {
    const years = [parts(from).year, parts(to).year]
    if (chinese) return `${years[0]}年${dayMonth(from)}${dash}${years[0] === years[1] ? '' : `${years[1]}年`}${dayMonth(to)}`
    return `${dayMonth(from)}${years[0] === years[1] ? '' : ` ${years[0]}`} ${dash} ${dayMonth(to)} ${years[1]}`
  }
  /** A period is named for the month in which it ends: "June period", "Periode Juni", "6月周期". */
  const periodName = (end: string) => {
    const month = w.longMonths[parts(end).month - 1]
    return chinese ? `${month}周期` : language === 'id' ? `Periode ${month}` : `${month} period`
  }
  /** "June period · 26 May – 25 Jun 2026". */
  const period = (start: string, end: string) => `${periodName(end)} · ${longRange(start, end)}`

  /** The date; one of another year than today's carries its year: "Thu 11 Jun 2025", "2025年6月11日 周四". */
  const dateSeenFrom = (value: string, today: string) => {
    const { year } = parts(value)
    if (year === parts(today).year) return date(value)
    return chinese ? `${year}年${date(value)}` : `${date(value)} ${year}`
  }
  /** "today", "yesterday", "tomorrow", or the date. */
  const relativeDay = (value: string, today: string) =>
    value === today
      ? w.today
      : value === addDays(today, -1)
        ? w.yesterday
        : value === addDays(today, 1)
          ? w.tomorrow
          : dateSeenFrom(value, today)

  const local = (instant: string) => localOf(new Date(instant), timeZone)
  /** The work date an instant falls on. */
  const dateOf = (instant: string) => local(instant).date
  /** "16:41". */
  const timeOf = (instant: string) => clock(local(instant).minute)
  /** "16:41:38", for logs. */
  const secondOf = (instant: string) => `${timeOf(instant)}:${two(new Date(instant).getUTCSeconds())}`
  /** "today 16:41", "Thu 11 Jun 16:41"; with `today` left out always the date. */
  const dateTime = (instant: string, today?: string) => {
    const { date: day } = local(instant)
    return `${today ? relativeDay(day, today) : date(day)} ${timeOf(instant)}`
  }

  /** 1234 → "1,234"; "1.234" in Bahasa. */
  const number = (value: number) => fixed(value, 0)
  /** A sum as it is stored, for a field to be changed: "5357982.5" → "5,357,982.50". */
  const sum = (amount: string) => {
    const [whole = '0', behind] = amount.split('.')
    return `${grouped(whole)}${behind ? w.decimal + behind.padEnd(2, '0') : ''}`
  }
  /**
   * What somebody typed as a sum, as it is stored: "5.357.982,50" in Bahasa, "5,357,982.50" elsewhere. Null where it is none. A
   * point before one or two digits at the end is a decimal point in every language.
   */
  const sumTyped = (text: string): string | null => {
    const typed = text.replace(/[\s\u00a0]/g, '')
    const [group, decimal] = w.group === '.' ? ['\\.', ','] : [',', '\\.']
    const own = new RegExp(`^\\d{1,3}(${group}\\d{3})+(${decimal}\\d{1,2})?$|^\\d+(${decimal}\\d{1,2})?$`)
    const plain = own.test(typed) ? typed.replaceAll(w.group, '').replace(w.decimal, '.') : typed
    return /^\d+(\.\d{1,2})?$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : null
  }
  /** A count of a list; "1,000+" where it is only known to be at least that. */
  const count = (value: number, isMinimum = false) => `${number(value)}${isMinimum ? '+' : ''}`
  const bytes = (size: number) => (size < 1000 ? `${size} B` : size < 1e6 ? `${fixed(size / 1000, 0)} kB` : `${fixed(size / 1e6, 1)} MB`)
  const zoneName = () =>
    zoneNames[timeZone] ??
    new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts().find((part) => part.type === 'timeZoneName')
      ?.value ??
    timeZone

  return {
    hours,
    signedHours,
    hoursUnit,
    wholeHours,
    exactHours,
    factor,
    money,
    age,
    clock,
    clockSpan,
    axisHour,
    dayMonth,
    weekday,
    longWeekday,
    date,
    longDate,
    fullDate,
    monthYear,
    shortMonthYear,
    dateRange,
    longRange,
    periodName,
    period,
    dateSeenFrom,
    relativeDay,
    dateOf,
    timeOf,
    secondOf,
    dateTime,
    number,
    sum,
    sumTyped,
    count,
    bytes,
    zoneName,
  }
}
export type Format = ReturnType<typeof createFormat>
