import type { Database } from '@lembur/db'
import { isLoopback } from './settings.ts'

/**
 * The reason not to serve this database at this address: demo people sign in with passwords that everybody knows. Null
 * where there is none.
 */
export async function demoProblem(database: Database, { host, allowDemo }: { host: string; allowDemo: boolean }): Promise<string | null> {
  if (allowDemo || isLoopback(host)) return null
  const ids = await database.global<{ id: string }[]>`select id from app.organization_ids() id`
  for (const { id } of ids) {
    const [row] = await database.readOne<{ isDemo: boolean }[]>(id, (sql) => sql`select is_demo as "isDemo" from organization`)
    if (row?.isDemo)
      return `This database holds demo accounts whose passwords everybody knows, so it is not served on ${host}: use HOST=127.0.0.1, a database of your own (DATABASE_URL or DATA_DIR), or say LEMBUR_ALLOW_DEMO=1.`
  }
  return null
}
