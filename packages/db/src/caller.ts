import type postgres from 'postgres'

/** Calls are gathered for so long: a burst of writes wakes the listeners once. */
const gatherMilliseconds = 10

export type Caller = {
  call(channel: string, payload: string): void
  /** Lets what has been called go out. */
  end(): Promise<void>
}

/**
 * Sends NOTIFY for transactions that have been committed, in statements of its own. Within a transaction NOTIFY makes its
 * commit wait until the one before has reached the disk, all databases and organisations alike: measured, it took half the
 * writes a second. A call that fails is tried once more, then dropped: listeners catch up on their next event.
 */
export function newCaller(sql: postgres.Sql): Caller {
  let waiting: { channel: string; payload: string }[] = []
  let going = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const send = async () => {
    timer = undefined
    const calls = waiting
    waiting = []
    const telling = () =>
      sql`select pg_notify(channel, payload) from jsonb_to_recordset(${sql.json(calls)}) as called (channel text, payload text)`
    await telling()
      .catch(telling)
      .catch(() => undefined)
  }

  return {
    call(channel, payload) {
      waiting.push({ channel, payload })
      timer ??= setTimeout(() => {
        going = going.then(send)
      }, gatherMilliseconds)
    },
    async end() {
      clearTimeout(timer)
      if (timer) going = going.then(send)
      await going
    },
  }
}
