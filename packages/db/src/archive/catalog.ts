import type { SchemaVersion } from './format.ts'
import { ArchiveProblem } from './problem.ts'
import { type Connection, rowsOf } from './session.ts'

export type CatalogTable = {
  name: string
  /** Without generated ones, which compute themselves again. */
  columns: string[]
  /** The primary key, or every column: the order that makes the text of a table a matter of its content alone. */
  orderBy: { column: string; isText: boolean }[]
  /** Tables that its rows refer to. */
  refersTo: string[]
  hasTriggers: boolean
}

/** The tables of the product, each after those it refers to. The queue's and the migrations' own are not among them. */
export async function tablesOf(connection: Connection): Promise<CatalogTable[]> {
  const tables = await rowsOf<CatalogTable>(
    connection,
    `select c.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select json_agg(json_build_object('column', a.attname, 'isText', a.attcollation <> 0) order by coalesce(array_position(key.conkey, a.attnum), a.attnum))
        from pg_attribute a left join pg_constraint key on key.conrelid = c.oid and key.contype = 'p'
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and (key.oid is null or a.attnum = any(key.conkey))) as "orderBy",
      (select coalesce(json_agg(distinct other.relname), '[]') from pg_constraint f join pg_class other on other.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo",
      exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as "hasTriggers"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`,
  )
  return inOrder(tables)
}

/** @throws ArchiveProblem where tables refer to each other in a circle */
export function inOrder<Table extends { name: string; refersTo: string[] }>(tables: readonly Table[]): Table[] {
  const ordered: Table[] = []
  let left = [...tables]
  while (left.length > 0) {
    const open = new Set(left.map(({ name }) => name))
    const ready = left.filter(({ refersTo }) => refersTo.every((name) => !open.has(name)))
    if (ready.length === 0) throw new ArchiveProblem(`Tables refer to each other in a circle: ${[...open].join(', ')}.`)
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}

/** The next value of each sequence that a table of the product numbers its rows by. */
export async function sequencesOf(connection: Connection): Promise<{ name: string; next: number }[]> {
  const named = await rowsOf<{ name: string }>(
    connection,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  )
  const sequences = []
  for (const { name } of named) {
    const next = `select case when is_called then last_value + 1 else last_value end as next from public."${name}"`
    const [row] = await rowsOf<{ next: string }>(connection, next)
    sequences.push({ name, next: Number(row!.next) })
  }
  return sequences
}

/** How far this database has been migrated; null where it never was. */
export async function schemaVersionOf(connection: Connection): Promise<SchemaVersion | null> {
  const [found] = await rowsOf<{ exists: boolean }>(connection, `select to_regclass('drizzle.__drizzle_migrations') is not null as exists`)
  if (!found?.exists) return null
  const rows = await rowsOf<{ hash: string }>(connection, 'select hash from drizzle.__drizzle_migrations order by created_at, id')
  const last = rows.at(-1)
  return last ? { migrations: rows.length, hash: last.hash } : null
}

/** @throws ArchiveProblem where row-level security would hide rows from this role, and the archive would be short without a word */
export async function assertSeesAllRows(connection: Connection): Promise<void> {
  const [role] = await rowsOf<{ name: string; sees: boolean }>(
    connection,
    'select rolname as name, rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
  )
  if (!role?.sees) {
    throw new ArchiveProblem(
      `Row-level security hides rows from the database role ${role?.name ?? 'in use'}: use a role with BYPASSRLS (alter role … bypassrls) or a superuser in DATABASE_URL.`,
    )
  }
}
