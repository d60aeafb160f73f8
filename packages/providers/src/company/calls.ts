import type { z } from 'zod'
import { refused, unreachable, wordsOf } from '../told.ts'

/** Bytes that an answer may have. */
const mostBytes = 1024 * 1024

export type Call = { method: 'GET' | 'POST'; path: string; bearer?: string; body?: Record<string, string> }

/** Asks the service; what it answers has this shape, or it counts as away. */
export type Caller = <Shape extends z.ZodType>(call: Call, shape: Shape) => Promise<z.infer<Shape>>

/**
 * Calls below a base address, each within the time. A redirect is not followed: tokens go nowhere else.
 * Throws `refused` for 401 and 403, `unreachable` for anything that is no answer.
 */
export const callerOf = (base: string, timeoutSeconds: number): Caller => {
  const root = base.replace(/\/+$/, '')
  return async ({ method, path, bearer, body }, shape) => {
    const about = `${method} ${path}`
    const text = await answerOf(about, () =>
      fetch(root + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        },
        body: body && JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      }),
    )
    const parsed = shape.safeParse(jsonOf(about, text))
    if (parsed.success) return parsed.data
    // Names of fields only: values may be somebody's.
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the whole'))].slice(0, 5).join(', ')
    throw unreachable(`The company's service answered ${about} in another shape than agreed: ${fields}.`)
  }
}

async function answerOf(about: string, ask: () => Promise<Response>): Promise<string> {
  try {
    const response = await ask()
    const text = await bodyOf(response)
    if (response.status === 401 || response.status === 403) throw refused(`The company's service refused ${about}.`)
    if (!response.ok) throw unreachable(`The company's service answered ${about} with ${response.status}.`)
    if (text === null) throw unreachable(`The company's service answered ${about} with more than can be right.`)
    return text
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw unreachable(`The company's service did not answer ${about} in time.`, error)
    if (error instanceof TypeError) throw unreachable(`The company's service cannot be reached: ${wordsOf(error)}.`, error)
    throw error
  }
}

/** Null where there is more than an answer may have. */
async function bodyOf(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > mostBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** A character that cannot be stored makes an answer as useless as one that is no JSON. */
function jsonOf(about: string, text: string): unknown {
  try {
    if (!text.includes('\\u0000')) return JSON.parse(text)
  } catch {
    // Told below.
  }
  throw unreachable(`The company's service answered ${about} with something that cannot be read.`)
}
