// Healthy while the worker beside us holds its connection: the database's word counts, not a file or a process.
import { createRequire } from 'node:module'

const { DATABASE_URL } = process.env
if (!DATABASE_URL) throw new Error('DATABASE_URL is not set.')
// Loaded from the package that owns the driver: this folder is no package.
const postgres = createRequire(new URL('../packages/db/package.json', import.meta.url))('postgres')
const sql = postgres(DATABASE_URL, { max: 1, connect_timeout: 5, connection: { application_name: 'lembur-worker-health' } })
const [row] = await sql`
  select exists (
    select from pg_stat_activity where application_name = 'lembur-worker' and client_addr is not distinct from inet_client_addr()
  ) as alive`
await sql.end()
process.exit(row?.alive ? 0 : 1)
