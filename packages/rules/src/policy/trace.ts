import type { CapState, TraceLine } from '@lembur/contracts/evaluation'
import { dateOf } from '../dates.ts'
import type { PaidDay } from './bands.ts'
import type { CompiledPolicy } from './compile.ts'
import { type Exact, exact, fractionText, rounded } from './fraction.ts'
import type { Resolved } from './wages.ts'

type Values = TraceLine['values']

/** Writes down how a result came about, in the order in which it did. */
export class Trace {
  readonly lines: TraceLine[] = []
  readonly #policy: CompiledPolicy

  constructor(policy: CompiledPolicy) {
    this.#policy = policy
    const { pack, version, title } = policy.document
    this.say('policy', null, undefined, { pack, version, title })
  }

  say(code: TraceLine['code'], rule: string | null, source: string | undefined, values: Values) {
    this.lines.push({ code, rule, article: this.#policy.articleOf(source), values })
  }

  day(paid: PaidDay) {
    const { document } = this.#policy
    const date = dateOf(paid.day)
    this.say('day', `days.${paid.kind}`, paid.plan.source, { date, day: paid.kind, workedMinutes: paid.workedMinutes })
    if (paid.seventh && this.#policy.seventhDay) {
      this.say('seventh_day', 'seventhDay', paid.plan.source, { date, days: this.#policy.seventhDay.days })
    }
    const { dayMinutes, weekLeft } = paid.norm
    if (paid.plan.ordinary && dayMinutes !== null) this.say('norm_day', 'norm', document.norm.source, { date, minutes: dayMinutes })
    if (paid.plan.ordinary && weekLeft !== null && weekLeft < (dayMinutes ?? Number.POSITIVE_INFINITY)) {
      this.say('norm_week', 'norm', document.norm.source, { date, leftMinutes: weekLeft })
    }
    for (const { label, minutes, text, source, from, to } of stretches(paid))
      this.say('band', `days.${paid.kind}`, source, { date, label, from, to, minutes, rate: text })
    const premiums = new Map(paid.pieces.flatMap(({ rate }) => rate.premiums.map((premium) => [premium.id, premium])))
    for (const premium of premiums.values()) {
      const minutes = paid.pieces.reduce((sum, { rate, minutes: more }) => (rate.premiums.includes(premium) ? sum + more : sum), 0)
      this.say('premium', `premiums.${premium.id}`, premium.source, { date, minutes, value: fractionText(premium.value) })
    }
    if (paid.countedMinutes > paid.workedMinutes) {
      this.say('deemed', `days.${paid.kind}`, paid.plan.source, {
        date,
        workedMinutes: paid.workedMinutes,
        countedMinutes: paid.countedMinutes,
      })
    }
  }

  cap({ code, window, from, beforeMinutes, addedMinutes, limitMinutes, breached }: CapState) {
    const { source } = this.#policy.document.caps[code] ?? {}
    this.say('cap', `caps.${code}`, source, { window, date: from, beforeMinutes, addedMinutes, limitMinutes, breached })
  }

  wage(of: 'hourly' | 'daily', { value, by }: Resolved) {
    const last = by.at(-1)
    this.say('wage', last ? `wages.${last.gives}` : null, last?.source, { of, amount: rounded(value, 6) })
  }

  payable(minutes: Exact) {
    this.say('payable', null, undefined, { minutes: fractionText(minutes), hours: rounded(minutes.div(exact(60)), 6) })
  }
}

/** Pieces at one rate one after the other, as one. `from` and `to` are minutes of the day's work, breaks left out. */
function* stretches({ pieces }: PaidDay) {
  let at = 0
  let open: { rate: PaidDay['pieces'][number]['rate']; from: number; to: number } | null = null
  for (const { rate, minutes } of pieces) {
    if (open && open.rate === rate) open.to += minutes
    else {
      if (open) yield line(open)
      open = { rate, from: at, to: at + minutes }
    }
    at += minutes
  }
  if (open) yield line(open)
}

const line = ({ rate, from, to }: { rate: PaidDay['pieces'][number]['rate']; from: number; to: number }) => ({
  label: rate.label,
  text: rate.text,
  source: rate.source,
  minutes: to - from,
  from,
  to,
})
