import { fieldsOf, unstorable } from '@lembur/api'
import { invalid } from '@lembur/domain/kernel'
import type { z } from 'zod'

/** What a file route was given, as its contract has it. @throws DomainError `input.invalid`, naming each wrong field */
export function parsed<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const fields = unstorable(given)
  if (fields.length > 0) throw invalid(fields)
  const result = schema.safeParse(given)
  if (!result.success) throw invalid(fieldsOf(result.error))
  return result.data
}
