import { PolicyProblem } from '@lembur/rules/policy/problem'

/**
 * What a policy answers; null where it does not fit any more what it lies on, or cannot judge the case. That must not stop
 * whoever files, decides or reads: a breach of the law never takes away the pay, and neither does a policy in disorder.
 */
export function unlessBroken<Answer>(ask: () => Answer): Answer | null {
  try {
    return ask()
  } catch (error) {
    return onlyBroken(error)
  }
}

/** The same of an answer that is on its way, for `catch`. */
export function onlyBroken(error: unknown): null {
  if (error instanceof PolicyProblem) return null
  throw error
}
