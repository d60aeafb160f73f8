import { FieldError, Problem } from '@lembur/contracts/errors'
import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'

const WithProblem = z.object({ problem: Problem })
const WithFields = z.object({ fields: z.array(FieldError) })
const WithErrorId = z.object({ errorId: z.string() })

/** The server's problem inside an error of a call; null where the server did not answer at all. */
export function problemOf(error: unknown): Problem | null {
  if (!(error instanceof TRPCClientError)) return null
  const data: unknown = error.data
  const parsed = WithProblem.safeParse(data)
  return parsed.success ? parsed.data.problem : null
}

/** Wrong fields by their path ("breaks.0.end"), the code of each. */
export function fieldCodes(problem: Problem | null): Record<string, string> {
  const parsed = WithFields.safeParse(problem?.details)
  return parsed.success ? Object.fromEntries(parsed.data.fields.map((field) => [field.path, field.code])) : {}
}

/** Details as a sentence names them: several with commas. */
export function detailWords(details: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
}

/** What a person reads out on the phone so that the error can be found in the log. */
export function requestIdOf(problem: Problem | null): string | null {
  const parsed = WithErrorId.safeParse(problem?.details)
  return parsed.success ? parsed.data.errorId : null
}
