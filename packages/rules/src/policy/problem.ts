import { type ErrorCode, messages } from '@lembur/contracts/errors'
import type { z } from 'zod'

/** One fault: `path` names the field, `caps.ID.OT_DAY_CAP.limit` or `intervals.2.end`. */
export type Fault = { path: string; code: ErrorCode }

/** A policy or a case that is not right, with every fault that was found. */
export class PolicyProblem extends Error {
  override name = 'PolicyProblem'
  readonly problems: Fault[]

  constructor(problems: Fault[]) {
    super(problems.map(({ path, code }) => `${path || '(whole)'}: ${messages[code]}`).join(' '))
    this.problems = problems
  }
}

/** One fault alone. */
export const problem = (path: string, code: ErrorCode): PolicyProblem => new PolicyProblem([{ path, code }])

const isKnown = (code: string): code is ErrorCode => code in messages

/** Reads a value by its schema. @throws PolicyProblem naming each field that is not right */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, at = ''): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new PolicyProblem(
    result.error.issues.flatMap((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
      const code = isKnown(issue.message) ? issue.message : 'field.invalid'
      return keys.map((path) => ({ path: [at, ...path].filter((part) => part !== '').join('.'), code }))
    }),
  )
}
