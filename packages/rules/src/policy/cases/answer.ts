import { type ErrorCode, messages } from '@lembur/contracts/errors'
import type { Band, Evaluation } from '@lembur/contracts/evaluation'
import { PolicyLayer } from '@lembur/contracts/policy'
import { z } from 'zod'
import { evaluate } from '../evaluate.ts'
import { exact, rounded } from '../fraction.ts'
import type { LayerLookup } from '../layers.ts'
import { PolicyProblem, parsed } from '../problem.ts'
import { at, readCase } from './read.ts'

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
export type CaseProblem = {
  id: string | null
  error: { code: ErrorCode; message: string; fields: { path: string; code: ErrorCode; message: string }[] }
}

const hours = (minutes: number | string): number => rounded(exact(minutes).div(60), 6)

/** Evaluates one case; one that is not right answers with its faults, and does not keep others from theirs. */
export function answerCase(value: unknown, lookup?: LayerLookup): CaseResult | CaseProblem {
  try {
    const { id, policy, input } = readCase(value, lookup)
    return resultOf(
      id,
      at('input', () => evaluate(policy, input)),
    )
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error
    const fields = error.problems.map((fault) => ({ ...fault, message: messages[fault.code] }))
    return { id: idOf(value), error: { code: 'evaluation.invalid', message: messages['evaluation.invalid'], fields } }
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

const CaseFile = z.union([
  z.object({ cases: z.array(z.unknown()), policies: z.record(z.string(), PolicyLayer).optional() }),
  z.array(z.unknown()).transform((cases) => ({ cases, policies: undefined })),
  z.looseObject({ policy: z.unknown(), input: z.unknown() }).transform((one) => ({ cases: [one], policies: undefined })),
])

/**
 * Answers a file of cases: `{"cases": […]}`, a list, or one case. Layers that its cases name by `extends.policy` may stand in it
 * under `policies`.
 * @throws PolicyProblem where it is no such file
 */
export function answerFile(value: unknown): { results: (CaseResult | CaseProblem)[] } {
  const { cases, policies } = parsed(CaseFile, value)
  const byName = new Map(Object.entries(policies ?? {}).map(([name, layer]) => [name.toLowerCase(), layer]))
  return { results: cases.map((each) => answerCase(each, (name) => byName.get(name.toLowerCase()) ?? null)) }
}
