import type { Told } from '@lembur/contracts/providers'

/** A service said no, was not there, or is set up wrongly; `sentence` is for an administrator and the log, and holds no secret. */
export class Untold extends Error {
  override readonly name = 'Untold'
  readonly why: 'refused' | 'unreachable' | 'misconfigured'

  constructor(why: Untold['why'], sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.why = why
  }
}

export const refused = (sentence: string, cause?: unknown) => new Untold('refused', sentence, cause)
export const unreachable = (sentence: string, cause?: unknown) => new Untold('unreachable', sentence, cause)
export const misconfigured = (sentence: string, cause?: unknown) => new Untold('misconfigured', sentence, cause)

/** Runs a talk with a service: what it came to, or why it came to nothing. `translate` says what an error of the library means. */
export async function told<Value>(run: () => Promise<Value>, translate: (error: unknown) => Untold): Promise<Told<Value>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    const { why, message } = error instanceof Untold ? error : translate(error)
    return { ok: false, why, sentence: message }
  }
}

const systemCode = /^(E[A-Z]+|CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS)/

/** What a fault of the line is called: the system's code, the innermost where one wraps another; or the words of the error. */
export function wordsOf(error: unknown): string {
  let code: string | null = null
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    // A library of mail puts a code of its own before the one that says why.
    const codes = ['originalCode' in at ? at.originalCode : null, 'code' in at ? at.code : null]
    code = codes.find((each): each is string => typeof each === 'string' && systemCode.test(each)) ?? code
  }
  return code ?? (error instanceof Error ? error.message.split('\n')[0]!.slice(0, 200) : 'unknown fault')
}

/** Whether a fault is about the certificate of the other side: waiting makes none of them better. */
export const isCertificateFault = (error: unknown): boolean => /^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_CERT)/.test(wordsOf(error))
