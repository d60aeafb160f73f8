import type { PolicySentence } from '@lembur/contracts/policies'
import { type PolicyDocument, type RuleSeverity, ruleSeverities } from '@lembur/contracts/policy'
import { addDays } from '@lembur/rules/dates'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/app/use-format.ts'
import { ruleOf } from './sentence-rule.ts'

/** A Monday, to name the days of the week from. */
const aMonday = '2024-01-01'

const list = (value: unknown): string[] =>
  String(value ?? '')
    .split(', ')
    .filter(Boolean)
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** How severe it is to break the rule that a sentence says; null where it says no limit. */
export const severityOf = ({ values }: PolicySentence): RuleSeverity | null =>
  ruleSeverities.find((severity) => severity === values.severity) ?? null

/** The words of a policy in the reader's language: of days, hours, rates, facts, and whole sentences. */
export function useSentenceWords() {
  const { t, te } = useI18n()
  const format = useFormat()

  /** A word of the catalogue; what it does not have stays as the policy writes it. */
  const word = (branch: 'day' | 'class' | 'fact' | 'window' | 'severity' | 'place', name: string) => {
    const key = `policies.${branch}.${name}`
    return te(key) ? t(key) : name
  }
  const words = (branch: 'day' | 'class', value: unknown) =>
    list(value)
      .map((name) => word(branch, name))
      .join(t('policies.comma'))
  const weekday = (day: number) => format.value.longWeekday(addDays(aMonday, day - 1))
  /** 480 → "8 h", 30 → "30 min". */
  const span = (minutes: number) =>
    minutes > 0 && minutes < 60
      ? t('policies.say.minutes', { n: minutes })
      : t('policies.say.hours', { n: format.value.wholeHours(minutes) })
  const rate = (fraction: string) => `× ${format.value.factor(fraction)}`
  /** "workWeekDays = 6, emergency = true" in words. */
  const facts = (text: unknown) =>
    list(text)
      .map((one) => {
        const [fact = '', value = ''] = one.split(' = ')
        return t('policies.fact_is', {
          fact: word('fact', fact),
          value: value === 'true' ? t('policies.yes') : value === 'false' ? t('policies.no') : value,
        })
      })
      .join(t('policies.comma'))
  /** `half-up-2` in words; what is none of the ways stays as it is. */
  const rounding = (way: string) => {
    const [, mode, place] = /^(floor|ceil|half-up)-(\d+)$/.exec(way) ?? []
    if (way === 'none') return t('policies.round.none')
    return mode && place ? t(`policies.round.${mode}`, { place: t(`policies.round.place.${place}`) }) : way
  }

  function norm({ values }: PolicySentence) {
    const [day, week] = [numberOf(values.dayMinutes), numberOf(values.weekMinutes)]
    const kind = day === null ? (week === null ? 'norm_none' : 'norm_week') : week === null ? 'norm_day' : 'norm_both'
    return t(`policies.say.${kind}`, { day: span(day ?? 0), week: span(week ?? 0), weekday: weekday(Number(values.weekStartsOn)) })
  }

  function step({ code, values }: PolicySentence, document: PolicyDocument | null) {
    const kind = String(values.day)
    const rule = document?.days[kind]
    const clock = (kind === 'seventhDay' ? document?.seventhDay?.countedFrom : rule?.countedFrom) === 'day'
    const hasOrdinary = kind !== 'seventhDay' && Boolean(rule?.ordinary)
    const minutes = numberOf(values.minutes)
    const from = Number(values.fromMinutes)
    const named = {
      what: t(hasOrdinary && !clock ? 'policies.say.what.overtime' : 'policies.say.what.day'),
      rate: rate(String(values.rate)),
      from: span(from),
      hours: span(minutes ?? 0),
      to: span(from + (minutes ?? 0)),
      days: String(values.days),
    }
    const silent = values.beyondScale === true ? t('policies.say.beyond') : ''
    return `${t(`policies.say.${stepKind({ code, from, minutes, clock: clock && hasOrdinary })}`, named)}${silent}`
  }

  function premium({ values }: PolicySentence, document: PolicyDocument | null) {
    const rule = document?.premiums[String(values.id)]
    const way = String(values.combination)
    const factor = format.value.factor(String(values.value))
    const said = t(`policies.say.premium_${values.night === true ? 'night_' : ''}${way}`, {
      value: way === 'additive' ? `+ ${factor}` : `× ${factor}`,
    })
    const month = numberOf(values.monthOverMinutes)
    return [
      said,
      month === null ? '' : t('policies.say.premium_month', { hours: span(month) }),
      rule?.classes ? t('policies.say.premium_classes', { classes: words('class', rule.classes.join(', ')) }) : '',
      rule?.days ? t('policies.say.premium_days', { days: words('day', rule.days.join(', ')) }) : '',
    ].join('')
  }

  function limit(sentence: PolicySentence): string | null {
    const { code, values } = sentence
    const hours = span(Number(values.minutes ?? 0))
    switch (code) {
      case 'cap': {
        const minutes = numberOf(values.minutes)
        const most = minutes === null ? t('policies.say.share', { share: format.value.factor(String(values.share)) }) : span(minutes)
        return t(values.breachedBy === 'reach' ? 'policies.say.cap_reach' : 'policies.say.cap', {
          limit: most,
          window: word('window', String(values.window)),
          counts: words('class', values.counts),
        })
      }
      case 'average':
        return t(values.unit === 'week' ? 'policies.say.average_week' : 'policies.say.average_month', {
          hours,
          windows: String(values.windows),
        })
      case 'rest':
        return t(values.every === 'week' ? 'policies.say.rest_week' : 'policies.say.rest_shift', { hours })
      case 'break':
        return `${t('policies.say.break', { minutes: hours, over: span(Number(values.overMinutes)) })}${values.more ? t('policies.say.break_more', { more: String(values.more) }) : ''}`
      case 'spread':
        return t('policies.say.spread', { hours })
      case 'consecutive_days':
        return t('policies.say.consecutive_days', { days: Number(values.days) })
      case 'ban':
        return t('policies.say.ban', { days: words('day', values.days) })
      case 'obligation':
        return t('policies.say.obligation', { hours, text: String(values.text) })
      default:
        return null
    }
  }

  /** The sentence in words, and under which facts it holds. */
  function textOf(sentence: PolicySentence, document: PolicyDocument | null): string {
    const { when } = ruleOf(sentence, document) ?? {}
    const asked = Object.entries(when ?? {}).map((one) => one.join(' = '))
    const condition = asked.length > 0 ? t('policies.say.premium_when', { facts: facts(asked.join(', ')) }) : ''
    return `${bodyOf(sentence, document)}${condition}`
  }

  /** One whose code this client does not know says its values. */
  function bodyOf(sentence: PolicySentence, document: PolicyDocument | null): string {
    const { code, values } = sentence
    switch (code) {
      case 'norm':
        return norm(sentence)
      case 'norm_scheduled':
        return t('policies.say.norm_scheduled', { hours: span(Number(values.minutes)) })
      case 'midnight':
        return t(`policies.midnight.${values.rule}`, { time: format.value.clock(Number(values.startsAt)) })
      case 'night':
        return t('policies.say.night', { from: String(values.from), to: String(values.to) })
      case 'ordinary':
        return t(values.inPay === true ? 'policies.say.ordinary_in_pay' : 'policies.say.ordinary', { rate: rate(String(values.rate)) })
      case 'nothing_ordinary':
        return t('policies.say.nothing_ordinary')
      case 'step':
      case 'step_rest':
      case 'step_flat':
        return step(sentence, document)
      case 'at_least':
        return t('policies.say.at_least', { hours: span(Number(values.minutes)) })
      case 'blocks':
        return t('policies.say.blocks', { hours: String(values.hours) })
      case 'when':
        return t('policies.say.when', { facts: facts(values.facts) })
      case 'seventh_day':
        return t('policies.say.seventh_day', { days: Number(values.days) })
      case 'premium':
        return premium(sentence, document)
      case 'wage':
        return t(`policies.say.wage_${values.gives}`, { formula: String(values.formula) })
      case 'rounding':
        return t('policies.say.rounding', {
          minutes: Number(values.unit) === 1 ? t('policies.say.exact_minutes') : t('policies.say.by_minutes', { n: Number(values.unit) }),
          hourly: rounding(String(values.hourly)),
          final: rounding(String(values.final)),
        })
      case 'open_question':
      case 'remark':
        return String(values.text)
      default:
        return limit(sentence) ?? t('policies.say.unknown', { code, values: Object.values(values).join(', ') })
    }
  }

  return computed(() => ({ word, weekday, span, rate, rounding, textOf }))
}
export type SentenceWords = ReturnType<typeof useSentenceWords>['value']

function stepKind({ code, from, minutes, clock }: { code: string; from: number; minutes: number | null; clock: boolean }) {
  if (code === 'step_flat') return from === 0 ? 'step_flat_first' : 'step_flat'
  if (code === 'step_rest') return from === 0 ? 'step_all' : 'step_rest'
  if (minutes === null) return 'step_norm'
  if (clock) return 'step_clock'
  return from === 0 ? 'step_first' : 'step_next'
}
