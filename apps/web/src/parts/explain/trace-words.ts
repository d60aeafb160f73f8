import type { TraceLine } from '@lembur/contracts/evaluation'
import type { Format } from '@/app/format.ts'
import { t, te } from '@/app/i18n.ts'
import { articleWords, averageWord, obligationWords, windowWord } from './law-words.ts'

type Values = TraceLine['values']

/** Minutes by the names that lines give them. */
const minutes = new Set([
  'minutes',
  'workedMinutes',
  'countedMinutes',
  'leftMinutes',
  'beforeMinutes',
  'addedMinutes',
  'limitMinutes',
  'from',
  'to',
])
const rates = new Set(['rate', 'value'])
const hours = new Set(['rest', 'break_rule', 'spread', 'ban', 'beyond_scale', 'average'])

function figure(value: number, unit: unknown, format: Format): string {
  if (unit === 'd') return t('explain.trace.days', { n: value }, value)
  return unit === 'min' ? t('explain.trace.minutes', { n: format.number(value) }) : format.hoursUnit(Math.round(value * 60))
}

/** Money of a line, which may be an exact fraction. Its currency is that of the wage. */
function amount(value: string | number | boolean, format: Format): string {
  const [over = 0, under = 1] = String(value).split('/').map(Number)
  return format.money((over / under).toFixed(2), null)
}

/** One value of a line as people write it: hours, dates, rates. */
function shown(name: string, value: Values[string], { code, values }: TraceLine, format: Format): string {
  if (value === null) return '–'
  if (code === 'payable' && name === 'minutes') return format.exactHours(String(value))
  if (typeof value === 'number' && minutes.has(name)) return format.hoursUnit(value)
  if (typeof value === 'number' && ['limit', 'actual', 'average'].includes(name)) {
    if (code === 'consecutive_days' || hours.has(code)) return figure(value, values.unit, format)
  }
  if (typeof value === 'boolean') return t(value ? 'explain.trace.yes' : 'explain.trace.no')
  if (rates.has(name)) return format.factor(String(value))
  if (name === 'date') return format.date(String(value))
  if (name === 'window') return code === 'average' ? averageWord(String(value)) : windowWord(String(value))
  if (name === 'day' && te(`explain.trace.kind.${value}`)) return t(`explain.trace.kind.${value}`)
  if (name === 'start' || name === 'end') return format.dateTime(String(value))
  if (name === 'text') return obligationWords(String(value))
  if (name === 'of') return t(value === 'daily' ? 'explain.trace.daily' : 'explain.trace.hourly')
  if (name === 'amount' || name === 'exactly') return amount(value, format)
  return String(value)
}

/** A line of the full explanation as a sentence with its figures. */
export function traceWords(line: TraceLine, format: Format): string {
  const values = Object.fromEntries(Object.entries(line.values).map(([name, value]) => [name, shown(name, value, line, format)]))
  const ok = line.values.ok === false || line.values.breached === true ? '_broken' : ''
  const code = line.code === 'cap' || line.code === 'average' ? `${line.code}${ok}` : line.code
  return t(`explain.trace.${code}`, values)
}

/** All lines as text, each with its article, to be sent to somebody else. */
export const traceText = (lines: readonly TraceLine[], format: Format): string =>
  lines.map((line, at) => `${at + 1}. ${traceWords(line, format)}${line.article ? ` [${articleWords(line.article)}]` : ''}`).join('\n')
