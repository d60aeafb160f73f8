import type { Tx } from '@lembur/db'

/** The place after the last regulation; the first is 1. */
export async function lastPosition({ sql }: Tx): Promise<number> {
  const [row] = await sql<{ position: number }[]>`select coalesce(max(position), 0) + 1 as position from regulation`
  return row?.position ?? 1
}

/**
 * Makes room for a regulation at a place: the others between its old place and the new one move up by one. Where nobody
 * stands at the new place nothing moves. `from` null: it is new. Versions stay: nobody's text has changed.
 */
export async function makeRoom({ sql }: Tx, id: string, from: number | null, to: number): Promise<void> {
  const taken = sql`exists (select from regulation other where other.position = ${to} and other.id <> ${id})`
  if (from !== null && from < to) {
    await sql`update regulation set position = position - 1 where position > ${from} and position <= ${to} and id <> ${id} and ${taken}`
  } else {
    await sql`update regulation set position = position + 1 where position >= ${to} and position < ${from ?? 2147483647} and id <> ${id} and ${taken}`
  }
}
