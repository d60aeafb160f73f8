import { type ErrorCode, messages } from '@lembur/contracts/errors'

/** Thrown by a procedure of a test's server: the problem a real one would answer with. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown>
  constructor(code: ErrorCode, details: Record<string, unknown> = {}) {
    super(messages[code])
    this.code = code
    this.details = details
  }
}

type Procedure = (input: unknown) => unknown

/** What the client asked for, in order: the path and the input. */
export const asked: { path: string; input: unknown }[] = []

async function answer(procedures: Record<string, Procedure>, path: string, input: unknown) {
  asked.push({ path, input })
  const procedure = procedures[path]
  try {
    if (!procedure) throw new Refusal('not_found')
    return { result: { data: await procedure(input) } }
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('internal')
    const problem = { code: refusal.code, message: refusal.message, details: refusal.details }
    return { error: { code: -32_000, message: refusal.message, data: { code: 'BAD_REQUEST', httpStatus: 400, path, problem } } }
  }
}

/** A server on the wire that knows these procedures, by path ("overtime.list"). It speaks the batch protocol the client speaks. */
export function serve(procedures: Record<string, Procedure>): void {
  asked.length = 0
  globalThis.fetch = async (target, init) => {
    const url = new URL(String(target), location.origin)
    const paths = decodeURIComponent(url.pathname.replace('/trpc/', '')).split(',')
    const text = init?.method === 'POST' ? String(init.body) : (url.searchParams.get('input') ?? '{}')
    const inputs = JSON.parse(text) as Record<string, unknown>
    const answers = await Promise.all(paths.map((path, at) => answer(procedures, path, inputs[String(at)])))
    return new Response(JSON.stringify(answers), { headers: { 'content-type': 'application/json' } })
  }
}

/** A server that does not answer at all. */
export function serveNothing(): void {
  asked.length = 0
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
}
