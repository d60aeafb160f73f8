import { type FieldError, messages } from '@lembur/contracts/errors'
import type { PolicyDocument, PolicyLayer } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { compile } from '@lembur/rules/policy/compile'
import { type Fault, PolicyProblem } from '@lembur/rules/policy/problem'
import { DomainError } from '../kernel/index.ts'
import { resolved, versionsBelow } from './chain.ts'
import { layersOf } from './layers.ts'
import { type Published, type PublishedVersion, publishedPolicies } from './published.ts'

/** A layer that is to be read as a whole policy of a day; `policyId` is the policy it is for, null for a try. */
export type Reading = { layer: PolicyLayer; policyId: string | null; date: string }

/** A layer read as a whole policy: the document, or what is wrong with it and where. */
export type ReadOut = { document: PolicyDocument | null; below: PublishedVersion[]; problems: FieldError[] }

/** Reads a layer on what it lies on that day. Nothing is thrown for what is wrong with it: `problems` names it. */
export async function readOut(tx: Tx, reading: Reading, published?: Pick<Published, 'versions'>): Promise<ReadOut> {
  const { layer, policyId, date } = reading
  const { versions } = published ?? (await publishedPolicies(tx, date))
  let below: PublishedVersion[] = []
  try {
    below = versionsBelow(versions, layer, date, policyId)
    const layers = await layersOf(
      tx,
      below.map(({ id }) => id),
    )
    const document = resolved(layer, below, layers, date)
    return { document, below, problems: compileProblems(document) }
  } catch (error) {
    return { document: null, below, problems: problemsOf(error, 'layer') }
  }
}

/** What reading does not see and compiling does: a source that is not there, a formula that cannot be read. */
function compileProblems(document: PolicyDocument): FieldError[] {
  try {
    compile(document)
    return []
  } catch (error) {
    return problemsOf(error, 'layer.patch')
  }
}

function problemsOf(error: unknown, at: string): FieldError[] {
  if (!(error instanceof PolicyProblem)) throw error
  return error.problems.map(({ path, code }: Fault) => ({ path: path ? `${at}.${path}` : at, code, message: messages[code] }))
}

/** Refuses a layer that is no policy on that day: `policy.invalid`, with `fields` as in `layer.patch.caps.LINE-DAY.limit`. */
export async function assertSound(tx: Tx, reading: Reading, published?: Pick<Published, 'versions'>): Promise<PolicyDocument> {
  const { document, problems } = await readOut(tx, reading, published)
  if (!document || problems.length > 0) throw invalidPolicy(problems)
  return document
}

export const invalidPolicy = (fields: FieldError[], details: Record<string, unknown> = {}): DomainError =>
  new DomainError('invalid', 'policy.invalid', { fields, ...details })
