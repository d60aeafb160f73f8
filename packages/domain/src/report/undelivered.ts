import type { Database } from '@lembur/db'

/** How many files of an organisation have failed or wait for somebody to close them, and why the newest of them does. */
export async function undeliveredReports(database: Database, organizationId: string): Promise<{ files: number; reason: string | null }> {
  const [row] = await database.readOne<{ files: number; reason: string | null }[]>(
    organizationId,
    (sql) => sql`
      select count(*)::int as files, (array_agg(state_reason order by updated_at desc))[1] as reason
      from report_file where state in ('failed', 'open-elsewhere')`,
  )
  return row ?? { files: 0, reason: null }
}
