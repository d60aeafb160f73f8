import type { DomainError } from '@lembur/domain/kernel'

/** A reason why a command does not do what was asked, in one sentence that says what to do. `usage`: it was called wrongly. */
export class CliProblem extends Error {
  override readonly name = 'CliProblem'
  readonly usage: boolean

  constructor(sentence: string, options: { usage?: boolean; cause?: unknown } = {}) {
    super(sentence, { cause: options.cause })
    this.usage = options.usage ?? false
  }
}

/** What a person is told of an error. Errors that nobody has made for people keep their trace: they are faults of ours. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (isDomainError(error)) return [error.message, ...detailsOf(error)].join(' ')
  if (madeForPeople.has(error.name)) return error.message
  return databaseWords(error) ?? error.stack ?? error.message
}

/** By name: to know their classes would be to load the whole product for a slip of the keyboard. */
const madeForPeople = new Set(['CliProblem', 'ArchiveProblem', 'EmbeddedProblem', 'ImportError', 'ShareError'])
const isDomainError = (error: Error): error is DomainError => error.name === 'DomainError'

function detailsOf({ details }: DomainError): string[] {
  const fields = Array.isArray(details.fields) ? (details.fields as { path: string; message: string }[]) : []
  const others = Object.entries(details).filter(([name, value]) => name !== 'fields' && ['string', 'number'].includes(typeof value))
  return [...fields.map(({ path, message }) => `${path}: ${message}`), ...others.map(([name, value]) => `(${name}: ${value})`)]
}

/** Codes of Node and PostgreSQL that mean: the database cannot be used as it is. */
function databaseWords(error: Error): string | null {
  const code = 'code' in error ? String(error.code) : ''
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|CONNECT|CONNECTION_)/.test(code))
    return `The database does not answer (${code}): start it with "npm start", or set DATABASE_URL to one that runs.`
  if (/^(28|3D000)/.test(code))
    return `The database of DATABASE_URL does not let us in (${error.message}): check its name, user and password.`
  if (code === '42P01' || code === '3F000') return 'The database lacks tables of this release: run "npm run lembur -- migrate" first.'
  if (code === '53100') return 'The disk of the database is full: free some space and try again.'
  return null
}
