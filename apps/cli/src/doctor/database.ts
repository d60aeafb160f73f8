import { knownMigrations } from '@lembur/db/archive'
import type postgres from 'postgres'
import { type Finding, fail, ok, warn } from './finding.ts'

const area = 'database'
const oldestServer = 180_000

/** What the product needs of the database: its release, our tables, and a runtime role that row-level security holds for. */
export async function checkDatabase(sql: postgres.Sql): Promise<Finding[]> {
  return [await checkServer(sql), await checkMigrations(sql), await checkRole(sql), await checkWalls(sql)]
}

async function checkServer(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ number: number; version: string; host: string }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_database() as host`
  const { number, version, host } = row!
  if (number >= oldestServer) return ok(area, `PostgreSQL ${version}, database ${host}`)
  return fail(area, `PostgreSQL ${version} is too old`, 'Lembur needs PostgreSQL 18 or newer: back up, and restore on a newer server.')
}

async function checkMigrations(sql: postgres.Sql): Promise<Finding> {
  const known = knownMigrations()
  const [found] = await sql<{ exists: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`
  const applied = found?.exists ? await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by created_at, id` : []
  const differs = applied.findIndex(({ hash }, index) => known[index] !== undefined && hash !== known[index])
  if (differs >= 0)
    return fail(
      area,
      `migration ${differs + 1} is not this release's`,
      'Use the release that made this database, or restore a backup into a new one.',
    )
  if (applied.length > known.length)
    return fail(
      area,
      `${applied.length} migrations, this release has ${known.length}`,
      'The database belongs to a newer release: update Lembur.',
    )
  if (applied.length < known.length)
    return fail(area, `${known.length - applied.length} of ${known.length} migrations are missing`, 'Run: npm run lembur -- migrate')
  return ok(area, `${known.length} migrations, up to date`)
}

async function checkRole(sql: postgres.Sql): Promise<Finding> {
  const again = 'Run: npm run lembur -- migrate'
  const [role] = await sql<{ mighty: boolean; owns: number; member: boolean }[]>`
    select rolsuper or rolbypassrls as mighty, pg_has_role(current_user, oid, 'member') as member,
      (select count(*)::int from pg_class where relowner = pg_roles.oid and relkind in ('r', 'p')) as owns
    from pg_roles where rolname = 'lembur_app'`
  if (!role) return fail(area, 'the runtime role lembur_app is missing', again)
  if (role.mighty) return fail(area, 'the runtime role may see every row', 'Take it away: alter role lembur_app nosuperuser nobypassrls')
  if (role.owns > 0)
    return fail(
      area,
      `the runtime role owns ${role.owns} tables`,
      'Give them to the owner of the database: reassign owned by lembur_app to …',
    )
  if (!role.member) return fail(area, 'this role may not act as lembur_app', 'Grant it: grant lembur_app to …')
  const lacking = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (
      has_table_privilege('lembur_app', c.oid, 'select') and has_table_privilege('lembur_app', c.oid, 'insert') and has_table_privilege('lembur_app', c.oid, 'delete'))`
  if (lacking.length > 0) return fail(area, `the runtime role lacks rights on ${lacking.map(({ name }) => name).join(', ')}`, again)
  return ok(area, 'runtime role lembur_app has its rights, and no more')
}

async function checkWalls(sql: postgres.Sql): Promise<Finding> {
  const tables = await sql<{ name: string; walled: boolean }[]>`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as walled
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
    order by 1`
  if (tables.length === 0) return warn(area, 'there are no tables yet', 'Run: npm run lembur -- migrate')
  const open = tables.filter(({ walled }) => !walled).map(({ name }) => name)
  if (open.length > 0) {
    return fail(
      area,
      `row-level security is not forced on ${open.join(', ')}`,
      'Rows of one organisation may be seen by another: stop the server, and run npm run lembur -- migrate.',
    )
  }
  return ok(area, `row-level security is forced on all ${tables.length} tables of organisations`)
}
