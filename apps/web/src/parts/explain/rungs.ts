import type { ExplainedBand, ExplainedPiece, Ladder, RuleSource } from '@lembur/contracts/explain'
import { type ForecastLine, isCounted, type OvertimeStatus } from '@lembur/contracts/overtime'
import type { HourClass } from '@lembur/contracts/policy'
import type { Format } from '@/app/format.ts'
import { t } from '@/app/i18n.ts'
import type { Rung, RungLine, Tone } from '../ladder.ts'
import { articleWords, averageWord, capsBeside, capWord, isLaw, obligationWords, toneOf, violationWords } from './law-words.ts'

/** Each article once, in the order in which they come. */
export function sourcesOf(of: readonly { source: RuleSource | null }[]): RuleSource[] {
  const all = of.flatMap(({ source }) => source ?? [])
  return all.filter((source, at) => all.findIndex(({ article }) => article === source.article) === at)
}

/** How strong a stretch is drawn: the lowest rate light, the highest full, the others between. */
export function strengthOf(pieces: readonly Pick<ExplainedPiece, 'rate'>[]): (rate: string) => number {
  const value = (rate: string) => {
    const [over = 0, under = 1] = rate.split('/').map(Number)
    return over / under
  }
  const rates = [...new Set(pieces.map(({ rate }) => rate))].toSorted((a, b) => value(a) - value(b))
  return (rate) => (rates.length < 2 ? 1 : 0.45 + (0.55 * rates.indexOf(rate)) / (rates.length - 1))
}

/** Stretches of the bar, by the strength of their rate. */
export function tonesOf(pieces: readonly ExplainedPiece[]) {
  const strength = strengthOf(pieces)
  return pieces.map(({ startMinute, endMinute, rate }) => ({ start: startMinute, end: endMinute, strength: strength(rate) }))
}

/** What a reader of the screen hears of those stretches: "17:20–18:20 × 1.5, 18:20–19:00 × 2". */
export const piecesSaid = (pieces: readonly ExplainedPiece[], format: Format): string =>
  pieces.map(({ startMinute, endMinute, rate }) => `${format.clockSpan(startMinute, endMinute)} × ${format.factor(rate)}`).join(', ')

const classWords: Record<HourClass, string> = {
  regular: 'explain.class.regular',
  within: 'explain.class.regular',
  overtime: 'explain.class.overtime',
  rest_day: 'explain.class.rest_day',
  holiday: 'explain.class.holiday',
  emergency: 'explain.class.emergency',
}
/** What hours count as: "overtime", "rest day". */
export const classWord = (of: HourClass): string => t(classWords[of])

/** Labels that say no more than the kind of day does. */
const plain = /^(overtime|restday|holiday|regular)$/

/** "1st hour × 1.5 … 1.50": hours of one rate, with what they count as in pay. */
function bandLine(band: ExplainedBand, at: number, all: readonly ExplainedBand[], format: Format): RungLine {
  const hours = format.wholeHours(band.minutes)
  const rate = format.factor(band.rate)
  const place =
    all.length === 1
      ? 'explain.rules.only'
      : at > 0
        ? 'explain.rules.next'
        : band.minutes === 60
          ? 'explain.rules.first_hour'
          : 'explain.rules.first'
  const text = band.flatDays ? t('explain.rules.flat', { hours }) : t(place, { hours, rate })
  const figure = band.flatDays
    ? t('explain.rules.day_wages', { days: format.factor(band.flatDays) })
    : band.inPay
      ? format.exactHours(band.payableMinutes)
      : t('explain.rules.in_wage')
  const isMixed = all.some((other) => other.class !== band.class)
  const label = plain.test(band.label) ? (isMixed ? classWord(band.class) : '') : band.label
  return { text: [text, label].filter(Boolean).join(' · '), figure }
}

const spans = { day: 'explain.span.day', week: 'explain.span.week', period: 'explain.span.period' }
const total = (line: ForecastLine) => line.approvedMinutes + line.pendingMinutes + line.draftMinutes
const plantTone = ({ level, severity }: ForecastLine): Tone | undefined =>
  level === 'fine' ? undefined : level === 'over' && severity === 'block' ? 'bad' : 'warn'

function plantLine(line: ForecastLine, format: Format): RungLine {
  const max = line.maxMinutes ?? line.advisedMinutes
  const values = { span: t(spans[line.span]), hours: format.hours(total(line)), max: max === null ? '–' : format.wholeHours(max) }
  return { text: t('explain.caps.line', values), figure: t(`explain.level.${line.level}`), tone: plantTone(line) }
}

function lawLine(cap: Ladder['caps']['law'][number], all: Ladder['caps']['law'], format: Format): RungLine {
  const hours = cap.beforeMinutes + cap.addedMinutes
  const values = { span: capWord(cap, all, format), hours: format.hours(hours), max: format.wholeHours(cap.limitMinutes) }
  const text = t(isLaw(cap.code) ? 'explain.caps.law_line' : 'explain.caps.policy_line', values)
  if (cap.breached) return { text, figure: t(`explain.breach.${cap.severity}`), tone: toneOf(cap.severity) }
  return { text, figure: t(hours === cap.limitMinutes ? 'explain.level.at_max' : 'explain.level.fine') }
}

const worstOf = (tones: readonly (Tone | undefined)[]): Tone | undefined =>
  tones.includes('bad') ? 'bad' : tones.includes('warn') ? 'warn' : undefined

function capsRung(ladder: Ladder, format: Format): Rung {
  const { plant, averages } = ladder.caps
  const law = capsBeside(ladder.caps.law, plant)
  const others = ladder.violations.filter(
    ({ code }) => !ladder.caps.law.some((cap) => cap.code === code) && !averages.some((one) => one.code === code),
  )
  const averageTone = (code: string) => toneOf(ladder.violations.find((one) => one.code === code)?.severity ?? 'warning')
  const lines: RungLine[] = [
    ...plant.map((line) => plantLine(line, format)),
    ...law.map((cap) => lawLine(cap, law, format)),
    ...averages.map(({ code, window, average, limit, ok }): RungLine => {
      const values = {
        window: averageWord(window),
        hours: format.hours(Math.round(average * 60)),
        max: format.wholeHours(Math.round(limit * 60)),
      }
      const text = t('explain.caps.average', values)
      return ok ? { text, figure: t('explain.level.fine') } : { text, figure: t('explain.level.over'), tone: averageTone(code) }
    }),
    ...others.map((violation): RungLine => {
      const text = violationWords(violation, { law, averages }, format)
      return { text, figure: t(`explain.breach.${violation.severity}`), tone: toneOf(violation.severity) }
    }),
  ]
  const state = worstOf(lines.map(({ tone }) => tone))
  const owed = ladder.obligations.map(obligationWords).join(' ')
  return {
    title: t('explain.rung.caps'),
    value: t(`explain.caps.${state ?? 'fine'}`),
    state,
    lines,
    note: owed || undefined,
    rule: { text: t('explain.caps.rule'), to: '/rules' },
    sources: sourcesOf([...law, ...others]),
  }
}

function dayNote({ day, asked }: Ladder, format: Format): string {
  if (day.overrideReason) return t('explain.kind.override', { reason: day.overrideReason, kind: t(`parts.kind.${day.calendarKind}`) })
  if (day.kind === 'holiday') return t('explain.kind.holiday', { title: day.holidayTitle ?? '' })
  return t('explain.kind.calendar', { weekday: format.longWeekday(asked.workDate) })
}

/** The ladder of a request: asked for, less breaks, kind of day, rule hits, caps, counts. */
export function rungsOf(ladder: Ladder, status: OvertimeStatus, format: Format): Rung[] {
  const { asked, breaks, day, rules } = ladder
  const band = { start: asked.startMinute, end: asked.endMinute, kind: day.kind }
  const taken = breaks.taken.map((one) => ({ start: one.startMinute, end: one.endMinute }))
  const written = (list: typeof breaks.taken) => list.map((one) => `${one.start}–${one.end}`).join(', ') || t('explain.breaks.none')
  const counts = isCounted(status)
  return [
    {
      title: t('explain.rung.asked'),
      value: format.hours(asked.minutes),
      band: { ...band, status: 'pending' },
      note: `${asked.timeStart} → ${asked.timeEnd}${asked.endMinute > 1440 ? ` (${t('parts.band.next_day')})` : ''}`,
    },
    {
      title: t('explain.rung.breaks'),
      value: `− ${format.hours(breaks.minutes)}`,
      band: { ...band, breaks: taken, status: 'pending' },
      note: breaks.isByPolicy
        ? t('explain.breaks.by_rule', { span: written(breaks.taken) })
        : t('explain.breaks.moved', { span: written(breaks.taken), rule: written(breaks.byPolicy) }),
      rule: { text: t('explain.breaks.rule'), to: '/rules/regulations' },
    },
    {
      title: t('explain.rung.kind'),
      value: day.kind === 'holiday' && day.holidayTitle ? day.holidayTitle : t(`parts.kind.${day.kind}`),
      note: dayNote(ladder, format),
      rule: { text: t('explain.kind.rule'), to: '/rules/holidays' },
    },
    rules.bands.length > 0
      ? {
          title: t('explain.rung.rules'),
          value: t('explain.rules.pays_as', { hours: format.exactHours(rules.payableMinutes) }),
          band: { kind: day.kind, tones: tonesOf(rules.pieces), says: piecesSaid(rules.pieces, format) },
          lines: rules.bands.map((one, at) => bandLine(one, at, rules.bands, format)),
          sources: sourcesOf(rules.bands),
        }
      : { title: t('explain.rung.rules'), value: '–', note: t('explain.rules.none') },
    capsRung(ladder, format),
    {
      title: t('explain.rung.counts'),
      value: format.hoursUnit(counts ? ladder.counts.minutes : 0),
      band: { ...band, breaks: taken, status },
      note: counts ? undefined : t('explain.counts.not', { status: t(`parts.status.${status}`) }),
    },
  ]
}

/** "Indonesia, PP 35/2021 art. 31(1)": the title of the policy with the articles of its rates. */
export function ratesOf(title: string, sources: readonly RuleSource[]): string {
  const [place = '', act] = title.split(': ')
  const articles = sources.map(({ article }) => article).join('; ')
  return articleWords(act && articles.startsWith(act) ? `${place}, ${articles}` : [title, articles].filter(Boolean).join(', '))
}
