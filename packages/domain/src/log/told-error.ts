/** An error as the log has it. */
export type ToldError = { [more: string]: unknown; type: string; message: string; stack: string; cause?: ToldError }

/**
 * What went wrong and where, with the database's own code. Never the values of a statement, nor of the row that broke it:
 * they may be what somebody searched for or wrote, and a log is read by others.
 */
export function toldError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'no error was thrown', stack: '' }
  const { code, constraint_name: constraint } = error as Error & { code?: unknown; constraint_name?: unknown }
  return {
    type: error.name,
    message: withoutValues(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    // Only the places: the first lines of a stack repeat the message.
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && depth < 3 ? { cause: toldError(error.cause, depth + 1) } : {}),
  }
}

/** Drizzle writes a statement's values behind its text, PostgreSQL the one it could not read behind a colon. */
const withoutValues = (message: string): string =>
  message.replace(/\nparams: [\s\S]*$/, '').replace(/(invalid input (?:syntax|value) .*?): [\s\S]*$/, '$1')
