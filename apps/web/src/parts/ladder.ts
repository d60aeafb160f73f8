import type { DayKind, OvertimeStatus } from '@lembur/contracts/overtime'
import type { RouteLocationRaw } from 'vue-router'
import type { Span } from './time-band.ts'

/** One step from what was asked for to what counts. Texts and figures come ready in the reader's language. */
export interface Rung {
  title: string
  /** The figure on the right: "5.00", "− 1.00", "Weekday". */
  value: string
  note?: string
  /** The rule that decided this step, and its version. */
  rule?: { text: string; to: RouteLocationRaw }
  state?: 'ok' | 'warn' | 'bad'
  lines?: [text: string, figure: string][]
  band?: {
    start?: number
    end?: number
    breaks?: Span[]
    kind?: DayKind
    status?: OvertimeStatus | 'draft'
    tones?: (Span & { strength: number })[]
    shift?: Span | null
  }
}
