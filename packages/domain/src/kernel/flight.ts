/**
 * Waits for statements that were sent together and throws what stopped the first that failed. The order is that of their
 * sending: those behind it fail as well, but only because the transaction is broken by then.
 */
export async function landed(statements: readonly Promise<unknown>[]): Promise<void> {
  for (const statement of await Promise.allSettled(statements)) if (statement.status === 'rejected') throw statement.reason
}
