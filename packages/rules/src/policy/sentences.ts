import type { DayRule, LadderStep, PolicyDocument, PolicySource } from '@lembur/contracts/policy'

/**
 * A policy as sentences: the client has the words of each `code`, and puts `values` into them. `path` is where in the document it
 * stands, so that a change shows beside its sentence.
 */
export type PolicySentence = {
  code:
    | 'norm'
    | 'norm_scheduled'
    | 'midnight'
    | 'night'
    | 'ordinary'
    | 'nothing_ordinary'
    | 'step'
    | 'step_rest'
    | 'step_flat'
    | 'at_least'
    | 'blocks'
    | 'when'
    | 'seventh_day'
    | 'premium'
    | 'cap'
    | 'average'
    | 'rest'
    | 'break'
    | 'spread'
    | 'consecutive_days'
    | 'ban'
    | 'obligation'
    | 'wage'
    | 'rounding'
    | 'fact'
    | 'remark'
    | 'open_question'
  path: string
  values: Record<string, string | number | boolean | null>
  source: PolicySource | null
}

type Values = PolicySentence['values']

/** Everything a policy says, in the order in which a reader asks: the norm, each kind of day, premiums, limits, what is owed, money. */
export function sentencesOf(document: PolicyDocument): PolicySentence[] {
  const say = (code: PolicySentence['code'], path: string, values: Values, source?: string): PolicySentence => ({
    code,
    path,
    values,
    source: source === undefined ? null : (document.sources[source] ?? null),
  })
  const { norm, day, night, seventhDay, rounding } = document
  return [
    say('norm', 'norm', { dayMinutes: norm.dayMinutes, weekMinutes: norm.weekMinutes, weekStartsOn: norm.weekStartsOn }, norm.source),
    ...(norm.scheduledMinutes === null
      ? []
      : [say('norm_scheduled', 'norm.scheduledMinutes', { minutes: norm.scheduledMinutes }, norm.source)]),
    say('midnight', 'day', { rule: day.midnight, startsAt: day.startsAt }, day.source),
    ...(night ? [say('night', 'night', { from: night.from, to: night.to }, night.source)] : []),
    ...Object.entries(document.days).flatMap(([kind, rule]) => daySentences(kind, rule, say)),
    ...(seventhDay
      ? [
          say('seventh_day', 'seventhDay', { days: seventhDay.days }, seventhDay.source),
          ...ladderSentences('seventhDay.ladder', 'seventhDay', seventhDay.ladder, say),
        ]
      : []),
    ...Object.entries(document.premiums).map(([id, { value, suffix, night: atNight, monthOver, source }]) =>
      say(
        'premium',
        `premiums.${id}`,
        { id, value, combination: document.combination, suffix, night: atNight ?? null, monthOverMinutes: monthOver?.minutes ?? null },
        source,
      ),
    ),
    ...ruleSentences(document, say),
    ...document.wages.map(({ gives, formula, source }, index) => say('wage', `wages.${index}`, { gives, formula }, source)),
    say('rounding', 'rounding', { unit: rounding.minutes.unit, hourly: rounding.hourly, final: rounding.final }, rounding.source),
    ...Object.entries(document.facts).map(([name, value]) => say('fact', `facts.${name}`, { name, value })),
    ...document.remarks.map(({ text, source }, index) => say('remark', `remarks.${index}`, { text }, source)),
    ...document.openQuestions.map((text, index) => say('open_question', `openQuestions.${index}`, { text })),
  ]
}

type Say = (code: PolicySentence['code'], path: string, values: Values, source?: string) => PolicySentence

function daySentences(kind: string, { variants = [], ...rule }: DayRule, say: Say): PolicySentence[] {
  const at = `days.${kind}`
  return [
    ...ruleOfDay(at, kind, rule, say),
    ...variants.flatMap(({ when, ...changed }, index) => {
      const path = `${at}.variants.${index}`
      const facts = Object.entries(when)
        .map(([fact, value]) => `${fact} = ${value}`)
        .join(', ')
      return [say('when', path, { day: kind, facts }, changed.source), ...ruleOfDay(path, kind, { ladder: [], ...changed }, say)]
    }),
  ]
}

function ruleOfDay(at: string, day: string, rule: Partial<Omit<DayRule, 'variants'>>, say: Say): PolicySentence[] {
  const { ordinary, ladder = [], atLeastMinutes, blockMinutes, source } = rule
  return [
    ...(ordinary ? [say('ordinary', `${at}.ordinary`, { day, rate: ordinary.rate, inPay: ordinary.inPay }, source)] : []),
    ...(ordinary === null ? [say('nothing_ordinary', `${at}.ordinary`, { day }, source)] : []),
    ...ladderSentences(`${at}.ladder`, day, ladder, say, source),
    ...(atLeastMinutes === undefined ? [] : [say('at_least', `${at}.atLeastMinutes`, { day, minutes: atLeastMinutes }, source)]),
    ...(blockMinutes === undefined
      ? []
      : [say('blocks', `${at}.blockMinutes`, { day, hours: blockMinutes.map((minutes) => minutes / 60).join(', ') }, source)]),
  ]
}

function ladderSentences(at: string, day: string, ladder: readonly LadderStep[], say: Say, source?: string): PolicySentence[] {
  let from = 0
  return ladder.map((step, index) => {
    const path = `${at}.${index}`
    const { minutes, rate, label, flatDays, beyondScale = false } = step
    const here = { day, label, rate, fromMinutes: from, minutes: minutes === 'norm' ? null : minutes, beyondScale }
    from += typeof minutes === 'number' ? minutes : 0
    const written = step.source ?? source
    if (flatDays) return say('step_flat', path, { ...here, days: flatDays.map((line) => line.days).join(' / ') }, written)
    return say(minutes === null ? 'step_rest' : 'step', path, here, written)
  })
}

function ruleSentences(document: PolicyDocument, say: Say): PolicySentence[] {
  const each = <Rule extends { source?: string | undefined }>(
    sort: string,
    rules: Record<string, Rule>,
    code: PolicySentence['code'],
    values: (rule: Rule) => Values,
  ) => Object.entries(rules).map(([id, rule]) => say(code, `${sort}.${id}`, { id, ...values(rule) }, rule.source))
  return [
    ...each('caps', document.caps, 'cap', ({ window, limit, counts, severity, breachedBy }) => ({
      window,
      minutes: typeof limit === 'number' ? limit : null,
      share: typeof limit === 'number' ? null : limit.ofNorm,
      counts: counts.join(', '),
      severity,
      breachedBy,
    })),
    ...each('averages', document.averages, 'average', ({ windows, unit, limitMinutes, severity }) => ({
      windows: windows.join(', '),
      unit,
      minutes: limitMinutes,
      severity,
    })),
    ...each('rests', document.rests, 'rest', ({ every, minutes, severity }) => ({ every, minutes, severity })),
    ...each('breaks', document.breaks, 'break', ({ tiers, severity }) => ({
      overMinutes: tiers[0]?.overMinutes ?? 0,
      minutes: tiers[0]?.minutes ?? 0,
      more: tiers
        .slice(1)
        .map((tier) => `${tier.minutes} min > ${tier.overMinutes / 60} h`)
        .join(', '),
      severity,
    })),
    ...each('spreads', document.spreads, 'spread', ({ minutes, severity }) => ({ minutes, severity })),
    ...each('consecutiveDays', document.consecutiveDays, 'consecutive_days', ({ days, severity }) => ({ days, severity })),
    ...each('bans', document.bans, 'ban', ({ days, severity }) => ({ days: days.join(', '), severity })),
    ...each('obligations', document.obligations, 'obligation', ({ text, atLeastMinutes }) => ({ text, minutes: atLeastMinutes })),
  ]
}
