import type { AverageState, CapState, Violation } from '@lembur/contracts/evaluation'
import type { ForecastLine } from '@lembur/contracts/overtime'
import type { CapWindow } from '@lembur/contracts/policy'
import type { Format } from '@/app/format.ts'
import { t } from '@/app/i18n.ts'
import type { Tone } from '../ladder.ts'

const windows: Record<CapWindow, string> = {
  day: 'explain.window.day',
  week: 'explain.window.week',
  month: 'explain.window.month',
  period: 'explain.window.period',
  quarter: 'explain.window.quarter',
  year: 'explain.window.year',
  months3: 'explain.window.months3',
}
const isWindow = (name: string): name is CapWindow => name in windows

/** The stretch of time a limit is over: "Week", "3 months running". */
export const windowWord = (window: string): string => (isWindow(window) ? t(windows[window]) : window)

/** The lengths an average is over, as the policy writes them: "17w" is seventeen weeks, "6m" six months. */
export function averageWord(window: string): string {
  const [, n, unit] = /^(\d+)([wm])$/.exec(window) ?? []
  if (!n) return window
  return t(unit === 'w' ? 'explain.window.weeks' : 'explain.window.months', { n }, Number(n))
}

/** Whether a code is a law's, "ID.OT_DAY_CAP", and not one that a plant has added to its policy. */
export const isLaw = (code: string): boolean => /^[A-Z]{2}\./.test(code)

/**
 * The caps to be shown beside the plant's limits: one of the plant's own policy that says the same as such a limit is left out, and
 * of a night that has two days the one on which nothing counts.
 */
export const capsBeside = <Cap extends CapState>(caps: readonly Cap[], plant: readonly ForecastLine[]): Cap[] => {
  const isSaid = ({ code, window, limitMinutes, from }: Cap) =>
    !isLaw(code) && plant.some((line) => line.span === window && line.maxMinutes === limitMinutes && line.from === from)
  const isEmpty = ({ code, beforeMinutes, addedMinutes }: Cap) =>
    beforeMinutes + addedMinutes === 0 && caps.some((other) => other.code === code && other.beforeMinutes + other.addedMinutes > 0)
  return caps.filter((cap) => !isSaid(cap) && !isEmpty(cap))
}

/** "Week"; "Day Fri 12 Jun" where several days are shown. */
export const capWord = ({ code, window, from }: CapState, all: readonly CapState[], format: Format): string =>
  all.filter((other) => other.code === code).length > 1 ? `${windowWord(window)} ${format.date(from)}` : windowWord(window)

/** How badly a rule is broken: brick where the law forbids it, amber where it asks for consent or only warns. */
export const toneOf = (severity: Violation['severity']): Tone => (severity === 'violation' ? 'bad' : 'warn')

/** An article as the language names it: "art. 31(1)", "ps. 31(1)", "第 31(1) 条". */
export const articleWords = (article: string): string =>
  article.replace(/\bart\. ?([\d()a-z]+(?:-[\d()a-z]+)?)/g, (_, n: string) => t('explain.article', { n }))

/** What has been passed, as words of the inbox and of the ladder know it. */
export interface LawState {
  law: readonly Pick<CapState, 'code' | 'window'>[]
  averages: readonly Pick<AverageState, 'code'>[]
}

/** What kind of rule a code is, by the names that codes have in the packs; another is told by its figures. */
function sortOf({ code, limit, unit }: Pick<Violation, 'code' | 'limit' | 'unit'>, { law, averages }: LawState) {
  if (law.some((cap) => cap.code === code)) return 'cap' as const
  if (averages.some((average) => average.code === code)) return 'average' as const
  if (code.endsWith('.BEYOND_SCALE')) return 'beyond_scale' as const
  if (unit === 'd') return 'days' as const
  if (unit === 'min') return 'break' as const
  if (limit === 0) return 'ban' as const
  if (code.includes('.BREAK')) return 'no_break' as const
  if (code.includes('.SPREAD')) return 'spread' as const
  return code.includes('REST') ? ('rest' as const) : ('other' as const)
}

/** What is wrong, in a sentence with its figures: "Day: 5.00 h, the law allows 4 h". */
export function violationWords(violation: Violation, state: LawState, format: Format): string {
  const { code, limit, actual, unit } = violation
  const of = sortOf(violation, state)
  const figure = (value: number, limits: boolean) =>
    unit === 'h' ? (limits ? format.wholeHours : format.hours)(Math.round(value * 60)) : format.number(value)
  const window = windowWord(state.law.find((cap) => cap.code === code)?.window ?? '')
  return t(`explain.violation.${of}`, { code, window, limit: figure(limit, true), actual: figure(actual, false) })
}

/** The same in two or three words, for a chip: "Law: week", "Law: break". */
export function violationWord(violation: Violation, state: LawState): string {
  const cap = state.law.find(({ code }) => code === violation.code)
  return cap ? windowWord(cap.window) : t(`explain.violation_word.${sortOf(violation, state)}`, { code: violation.code })
}

const owed: [begins: RegExp, key: string][] = [
  [/^meal/, 'explain.owed.meal'],
  [/^compensatory/, 'explain.owed.day_off'],
  [/^leave instead/, 'explain.owed.day_off'],
  [/^replacement rest day/, 'explain.owed.day_off'],
  [/^report within 24 h/, 'explain.owed.report'],
  [/^suitable rest/, 'explain.owed.rest'],
]

/** What the employer owes besides pay; what a plant has written itself, as it wrote it. */
export function obligationWords(text: string): string {
  const known = owed.find(([begins]) => begins.test(text))
  return known ? t(known[1]) : t('explain.owed.other', { text })
}
