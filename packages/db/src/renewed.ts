import type postgres from 'postgres'

/** A client that gives way to a new one as soon as one of its connections closes. */
export type Renewed = {
  current(): postgres.Sql
  /** The current one at each use, to be kept as long as one likes. */
  sql: postgres.Sql
  end(): Promise<void>
}

/**
 * postgres.js keeps the state of a lost connection for the one it opens in its place: what was half sent stands before
 * the next start-up message, the old error answers the next statement (porsager/postgres issues 1154 and 1208). So no
 * connection is ever opened twice by the same client. `patience` is how many seconds a client that is given up has for
 * what is under way on its other connections.
 */
export function renewed(patience: number, client: (onclose: () => void) => postgres.Sql): Renewed {
  let current = make()

  function make(): postgres.Sql {
    const made = client(() => {
      if (current !== made) return
      current = make()
      void made.end({ timeout: patience })
    })
    return made
  }

  const sql = new Proxy(current, {
    apply: (_first, self, given) => Reflect.apply(current, self, given),
    get: (_first, name) => Reflect.get(current, name),
  })
  return { current: () => current, sql, end: () => current.end({ timeout: patience }) }
}
