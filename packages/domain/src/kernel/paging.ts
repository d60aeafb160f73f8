import type { ListOf, Paging } from '@lembur/contracts/paging'
import type { Fragment, Tx } from '@lembur/db'

/** Counting stops here: "1,000+" costs a page, the exact number of a whole table costs the table. */
export const countedUpTo = 1000

/** A page of rows in the one envelope. `counted` is what a count capped at `countedUpTo + 1` answered. */
export const pageOf = <Row>(results: Row[], counted: number, nextCursor: string | null = null): ListOf<Row> => ({
  count: Math.min(counted, countedUpTo),
  countIsMinimum: counted > countedUpTo,
  next: null,
  previous: null,
  nextCursor,
  results,
})

export const offsetOf = ({ page, pageSize }: Paging): number => (page - 1) * pageSize

/** A pattern for `ilike` that means the text itself: its own `%`, `_` and `\` are escaped. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Numbers of rows that statements are limited to. */
const bounds = [1, 26, 51, 101, 201, 251, 501, countedUpTo + 1]

/** The least of a few bounds that lets so many rows through: whoever wants fewer cuts the others off. */
export const boundOf = (rows: number): number => bounds.find((bound) => bound >= rows) ?? rows

/**
 * A limit of `boundOf(rows)` with the number in the statement's text: behind a parameter the planner takes it for a tenth
 * of the table and plans the statement anew each time it runs. Few bounds, since each makes a prepared statement.
 */
export const limitTo = (sql: Tx['sql'], rows: number): Fragment => sql.unsafe(`limit ${boundOf(rows)}`)
