import { type ErrorCode, messages } from '@lembur/contracts/errors'
import type { Band, Evaluation } from '@lembur/contracts/evaluation'
import { evaluate } from '../evaluate.ts'
import { exact, rounded } from '../fraction.ts'
import type { LayerLookup } from '../layers.ts'
import { PolicyProblem } from '../problem.ts'
import { readCase } from './read.ts'

/** A case's result with the field names and rounding of `overtime-law-cases.json`: decimal hours, six decimals. */
export type CaseResult = {
  id: string
  bands: CaseBand[]
  workedHours: number
  payableHours: number | null
  hourlyUsed: number | null
  pay: number | null
  payScope: 'overtime' | 'total' | null
  violations: { code: string; limit: number; actual: number; unit: string; severity: string }[]
  obligations: string[]
  averages: Omit<Evaluation['averages'][number], 'code'>[]
  trace: Evaluation['trace']
}
export type CaseBand = {
  label: string
  multiplier: number
  multiplierExact: string
  hours: number
  inPay: boolean
  flatDays?: number
  deemed?: true
  actualHours?: number
}

/** A case that cannot be answered: each fault with the field of the case it is about. */
export type CaseProblem = { id: string | null; problems: { path: string; code: ErrorCode; message: string }[] }

const hours = (minutes: number | string): number => rounded(exact(minutes).div(60), 6)

/** Evaluates one case; one that is not right answers with its faults, and does not keep others from theirs. */
export function answerCase(value: unknown, lookup?: LayerLookup): CaseResult | CaseProblem {
  try {
    const { id, policy, input } = readCase(value, lookup)
    return resultOf(id, evaluate(policy, input))
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    return { id: idOf(value), problems: error.problems.map((fault) => ({ ...fault, message: messages[fault.code] })) }
  }
}

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null

function resultOf(id: string, evaluation: Evaluation): CaseResult {
  const { bands, pay, violations, averages } = evaluation
  return {
    id,
    bands: bands.map(bandOf),
    workedHours: hours(evaluation.workedMinutes),
    payableHours: bands.length === 0 ? null : hours(evaluation.payableMinutes),
    hourlyUsed: pay && Number(pay.hourly),
    pay: pay && Number(pay.amount),
    payScope: pay?.scope ?? null,
    violations: violations.map(({ code, limit, actual, unit, severity }) => ({ code, limit, actual, unit, severity })),
    obligations: evaluation.obligations,
    averages: averages.map(({ window, total, average, limit, ok }) => ({ window, total, average, limit, ok })),
    trace: evaluation.trace,
  }
}

const bandOf = ({ label, rate, minutes, inPay, flatDays, deemed, actualMinutes }: Band): CaseBand => ({
  label,
  multiplier: rounded(exact(rate), 10),
  multiplierExact: rate,
  hours: hours(minutes),
  inPay,
  ...(flatDays !== undefined && { flatDays: rounded(exact(flatDays), 10) }),
  ...(deemed && { deemed, actualHours: hours(actualMinutes ?? 0) }),
})
