import { PolicyDocument } from '@lembur/contracts/policy'
import { z } from 'zod'

/** The JSON Schema (2020-12) of a whole policy, as one writes it: what has a default may be left out. `lembur policy schema` prints the same. */
export const policySchema = (): Record<string, unknown> => ({ ...z.toJSONSchema(PolicyDocument, { io: 'input' }) })
