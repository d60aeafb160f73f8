import type { Violation } from '@lembur/contracts/evaluation'
import type { Judgement } from '@lembur/contracts/judgement'
import type { ForecastLine } from '@lembur/contracts/overtime'
import type { Format } from '@/app/format.ts'
import { t } from '@/app/i18n.ts'
import { obligationWords, toneOf, violationWords, windowWord } from '@/parts/explain/law-words.ts'

export interface Fact {
  tone: 'ok' | 'warn' | 'bad' | 'plain'
  icon: string
  text: string
}

/** Rest between two days' work, in minutes, below which one looks twice where the policy names none: that of the EU's directive. */
const enoughRest = 11 * 60
const signs = { ok: 'i-lucide-check', warn: 'i-lucide-triangle-alert', bad: 'i-lucide-octagon-alert' }

const isRest = ({ code, unit, limit }: Violation) => unit === 'h' && limit > 0 && /REST/.test(code)

/** Rest before and after: amber where it is short, as the policy has it or by the eleven hours. */
function restFacts({ restMinutes, restAfterMinutes, violations }: Judgement, format: Format): Fact[] {
  const least = Math.max(enoughRest, ...violations.filter(isRest).map(({ limit }) => limit * 60))
  const fact = (minutes: number | null, key: string): Fact[] => {
    if (minutes === null) return []
    const tone = minutes < least ? 'warn' : 'ok'
    return [{ tone, icon: tone === 'warn' ? 'i-lucide-bed' : signs.ok, text: t(key, { hours: format.hours(minutes) }) }]
  }
  return [...fact(restMinutes, 'overtime.law.rest_before'), ...fact(restAfterMinutes, 'overtime.law.rest_after')]
}

/** What the policy of the date says against a request, and the rest around it. A cap that the plant's own limit is past as well is not told twice. */
export function lawFacts(judgement: Judgement, limits: readonly ForecastLine[], format: Format): Fact[] {
  const { violations, law } = judgement
  const told = new Set<string>(limits.flatMap(({ span, level }) => (level === 'over' ? span : [])))
  const windowOf = (code: string) => law.find((cap) => cap.code === code)?.window ?? ''
  const broken = violations.filter((violation) => !isRest(violation) && !told.has(windowOf(violation.code)))
  return [
    ...broken.map((violation): Fact => {
      const tone = toneOf(violation.severity) === 'bad' ? 'bad' : 'warn'
      return { tone, icon: signs[tone], text: violationWords(violation, judgement, format) }
    }),
    ...restFacts(judgement, format),
  ]
}

/** What follows of a request: when an hour is free again, what is owed, what its hours pay as. */
export function lawOutcome({ nextFree, obligations, payableMinutes }: Judgement, format: Format): Fact[] {
  const plain = (icon: string, text: string): Fact => ({ tone: 'plain', icon, text })
  const span = nextFree && windowWord(nextFree.span)
  return [
    ...(nextFree ? [plain('i-lucide-calendar-clock', t('overtime.law.next_free', { span, date: format.fullDate(nextFree.from) }))] : []),
    ...obligations.map((text) => plain(text.startsWith('meal') ? 'i-lucide-utensils' : 'i-lucide-info', obligationWords(text))),
    ...(payableMinutes === '0' ? [] : [plain('i-lucide-coins', t('overtime.law.pays_as', { hours: format.exactHours(payableMinutes) }))]),
  ]
}
