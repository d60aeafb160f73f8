import type { Tx } from '@lembur/db'

/**
 * Makes writers of one organisation wait for each other until they commit, for the few writes that look at all rows of a
 * table first (the last version, the order of a list). It holds up no foreign key and no reader.
 */
export async function oneAtATime({ sql }: Tx): Promise<void> {
  await sql`select 1 from organization for no key update`
}
