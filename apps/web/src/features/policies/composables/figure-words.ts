import type { TrialCost } from '@lembur/contracts/trials'
import { computed } from 'vue'
import { useFormat } from '@/app/use-format.ts'
import { differenceOf, minutesOf } from './trial.ts'

export interface Figure {
  before: string
  after: string
  difference: string
}

/** Figures of a trial in words, each before and after with the difference. */
export function useFigureWords() {
  const format = useFormat()
  const signed = (change: number, words: (size: number) => string) =>
    change === 0 ? '' : `${change > 0 ? '+' : '−'}${words(Math.abs(change))}`
  const hours = ({ before, after }: { before: string; after: string }): Figure => ({
    before: format.value.hours(minutesOf(before)),
    after: format.value.hours(minutesOf(after)),
    difference: signed(minutesOf(after) - minutesOf(before), format.value.hours),
  })
  const counts = ({ before, after }: { before: number; after: number }): Figure => ({
    before: format.value.number(before),
    after: format.value.number(after),
    difference: signed(after - before, format.value.number),
  })
  /** Whole units: cents say nothing in a sum of a plant. */
  const whole = (amount: number, currency: string | null) => format.value.money(String(Math.round(amount)), currency ?? '').trim()
  const cost = (one: TrialCost): Figure => ({
    before: whole(Number(one.before), one.currency),
    after: whole(Number(one.after), null),
    difference: signed(Math.round(differenceOf(one)), (size) => whole(size, null)),
  })
  return computed(() => ({ hours, counts, cost }))
}
