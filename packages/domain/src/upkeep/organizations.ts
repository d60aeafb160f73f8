import type { Database } from '@lembur/db'

/** Every organisation there is. Ids only: a schedule finds work and hands it to jobs, each of which keeps to one of them. */
export async function organizationIds({ global: sql }: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select app.organization_ids() as id`
  return rows.map(({ id }) => id)
}
