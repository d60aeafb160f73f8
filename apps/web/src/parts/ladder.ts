import type { RuleSource } from '@lembur/contracts/explain'
import type { DayKind, OvertimeStatus } from '@lembur/contracts/overtime'
import type { RouteLocationRaw } from 'vue-router'
import type { Span } from './time-band.ts'

export type Tone = 'ok' | 'warn' | 'bad'

/** One line of a rung: "1st hour × 1.5 … 1.50". */
export interface RungLine {
  text: string
  figure: string
  tone?: Tone
}

/** One step from what was asked for to what counts. Texts and figures come ready in the reader's language. */
export interface Rung {
  title: string
  /** The figure on the right: "5.00", "− 1.00", "Weekday". */
  value: string
  note?: string
  /** The page of the rule that decided this step. */
  rule?: { text: string; to: RouteLocationRaw }
  /** Where the rules of this step stand written. */
  sources?: RuleSource[]
  state?: Tone
  lines?: RungLine[]
  band?: {
    start?: number
    end?: number
    breaks?: Span[]
    kind?: DayKind
    status?: OvertimeStatus | 'draft'
    tones?: (Span & { strength: number })[]
    says?: string
  }
}
