import type { ForecastLine, InboxRow, LimitSpan } from '@lembur/contracts/overtime'
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/app/use-format.ts'
import { toneOf, violationWord } from '@/parts/explain/law-words.ts'
import { shortRestOf } from './inbox-filters.ts'

export interface Flag {
  code: string
  tone: 'bad' | 'warn' | 'plain' | 'holiday'
  icon: string
  text: string
}

const over = { day: 'approvals.flag.over_day', week: 'approvals.flag.over_week', period: 'approvals.flag.over_period' } satisfies Record<
  LimitSpan,
  string
>
const advised = {
  day: 'approvals.flag.advised_day',
  week: 'approvals.flag.advised_week',
  period: 'approvals.flag.advised_period',
} satisfies Record<LimitSpan, string>
const spanOf = (code: string): LimitSpan => (code.endsWith('day') ? 'day' : code.endsWith('week') ? 'week' : 'period')

/** What is worth a look in a row, in words, worst first. */
export function useFlagWords(): (row: InboxRow) => Flag[] {
  const { t } = useI18n()
  const format = useFormat()

  return (row) => {
    const max = (span: LimitSpan) => row.limits.find((line: ForecastLine) => line.span === span)?.maxMinutes ?? 0
    const flags = row.findings.map(({ code, minutes, text }): Flag => {
      if (code === 'past_midnight') return { code, tone: 'plain', icon: 'i-lucide-moon', text: t('approvals.flag.past_midnight') }
      if (code === 'holiday') {
        const title = text ? t('approvals.flag.holiday', { title: text }) : t('parts.kind.holiday')
        return { code, tone: 'holiday', icon: 'i-lucide-flag', text: title }
      }
      if (code === 'short_rest') {
        const hours = format.value.hours(minutes ?? 0)
        return { code, tone: 'warn', icon: 'i-lucide-bed', text: t('approvals.flag.short_rest', { hours }) }
      }
      if (code === 'over_law') {
        const violation = row.violations.find((one) => one.code === text)
        const rule = violation ? violationWord(violation, row) : (text ?? '')
        const words = { rule, by: format.value.signedHours(minutes ?? 0) }
        return {
          code: `${code} ${text}`,
          tone: violation && toneOf(violation.severity) === 'warn' ? 'warn' : 'bad',
          icon: 'i-lucide-scale',
          text: t(minutes ? 'approvals.flag.over_law_by' : 'approvals.flag.over_law', words),
        }
      }
      const span = spanOf(code)
      if (code.startsWith('advised_')) return { code, tone: 'warn', icon: 'i-lucide-triangle-alert', text: t(advised[span]) }
      const words = { by: format.value.signedHours(minutes ?? 0), max: format.value.wholeHours(max(span)) }
      return { code, tone: 'bad', icon: 'i-lucide-octagon-alert', text: t(over[span], words) }
    })
    const rest = shortRestOf(row)
    if (rest === null || flags.some(({ code }) => code === 'short_rest')) return flags
    const hours = format.value.hours(rest)
    return [...flags, { code: 'short_rest', tone: 'warn', icon: 'i-lucide-bed', text: t('approvals.flag.short_rest', { hours }) }]
  }
}
