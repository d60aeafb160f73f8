import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type TestDatabase, testDatabase } from './testing/index.ts'

let home: TestDatabase
let admin: postgres.Sql
/** Tables that hold rows of an organisation: those with its id. */
let tenantTables: string[]

beforeAll(async () => {
  home = await testDatabase(inject('databaseUrl'))
  admin = postgres(home.adminUrl, { max: 1 })
  const tables = await admin<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' order by 1`
  tenantTables = tables.map(({ name }) => name)
})

afterAll(async () => {
  await admin.end()
  await home.drop()
})

/** What has to be empty; what is found is named in the failure. */
const none = async (found: PromiseLike<readonly unknown[]>) => expect([...(await found)]).toEqual([])

describe('the wall between organisations', () => {
  test('stands around every table there is but the people, their sessions, and the organisations themselves', async () => {
    const tables = await admin<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
    const outside = tables.map(({ name }) => name).filter((name) => !tenantTables.includes(name))
    expect(outside.toSorted()).toEqual([
      'api_token',
      'challenge',
      'organization',
      'passkey',
      'recovery_code',
      'refresh_token',
      'sign_in',
      'totp',
      'user',
      'user_identity',
      'user_session',
    ])
    expect(tenantTables).toContain('overtime_request')
  })

  test('is enabled and forced, for the owner of a table too', () =>
    none(admin`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relname in ${admin(tenantTables)} and not (relrowsecurity and relforcerowsecurity)`))

  test('is one policy over reading and writing, with the same condition everywhere', async () => {
    const policies = await admin<{ table: string; using: string; check: string; command: string; permissive: string }[]>`
      select tablename as table, qual as using, with_check as check, cmd as command, permissive from pg_policies
      where schemaname = 'public' and policyname = 'tenant' and tablename <> 'organization' order by 1`
    expect(policies.map(({ table }) => table)).toEqual(tenantTables)
    const own = '(organization_id = ( SELECT app.current_organization() AS current_organization))'
    for (const policy of policies) expect(policy).toMatchObject({ using: own, check: own, command: 'ALL', permissive: 'PERMISSIVE' })
  })

  test('has one door: a person reads his own memberships wherever they are', async () => {
    const doors = await admin`
      select tablename, cmd, qual from pg_policies where schemaname = 'public' and (policyname <> 'tenant' or tablename = 'organization') order by 1`
    expect([...doors]).toEqual([
      { tablename: 'membership', cmd: 'SELECT', qual: '(user_id = ( SELECT app.current_user_id() AS current_user_id))' },
      { tablename: 'organization', cmd: 'ALL', qual: '(id = ( SELECT app.current_organization() AS current_organization))' },
    ])
  })

  test('is passed by one function alone, and it tells ids only', async () => {
    const functions = await admin`
      select proname as name, prorettype::regtype::text as returns from pg_proc
      where prosecdef and pronamespace in ('app'::regnamespace, 'public'::regnamespace)`
    expect([...functions]).toEqual([{ name: 'organization_ids', returns: 'uuid' }])
  })
})

describe('keys of tenant tables', () => {
  test('are there: each table has a primary or a unique key', () =>
    none(admin`
      select name from unnest(${tenantTables}::text[]) name
      where not exists (select from pg_index where indrelid = format('public.%I', name)::regclass and indisunique)`))

  test('begin with the organisation, be they primary, unique or exclusive', () =>
    none(admin`
      select index.indexrelid::regclass::text as index from pg_index index
      where (index.indisunique or index.indisexclusion) and index.indrelid::regclass::text in ${admin(tenantTables)}
        and index.indkey[0] is distinct from (
          select attnum from pg_attribute where attrelid = index.indrelid and attname = 'organization_id')`))

  test('refer to other tenant tables by organisation and id: no row can point into another organisation', () =>
    none(admin`
      select conname from pg_constraint c
      where contype = 'f' and confrelid::regclass::text in ${admin(tenantTables)}
        and not (
          conkey[1] = (select attnum from pg_attribute where attrelid = c.conrelid and attname = 'organization_id')
          and confkey[1] = (select attnum from pg_attribute where attrelid = c.confrelid and attname = 'organization_id'))`))

  test('name their organisation, which is there', () =>
    none(admin`
      select name from unnest(${tenantTables}::text[]) name
      where not exists (
        select from pg_constraint where contype = 'f' and conrelid = format('public.%I', name)::regclass and confrelid = 'organization'::regclass)`))
})

test('every foreign key has an index that begins with its columns', () =>
  none(admin`
    select conrelid::regclass::text as table, conname from pg_constraint c
    where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
      select from pg_index index
      where index.indrelid = c.conrelid and index.indpred is null
        and (index.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`))

test('no column is an enum, whose comparison could not use an index behind the wall', () =>
  none(admin`select typname from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace`))

describe('the role that the product runs as', () => {
  test('owns nothing', () =>
    none(admin`
      select relname as name from pg_class where relowner = 'lembur_app'::regrole
      union all select proname from pg_proc where proowner = 'lembur_app'::regrole
      union all select nspname from pg_namespace where nspowner = 'lembur_app'::regrole
      union all select datname from pg_database where datdba = 'lembur_app'::regrole`))

  test('cannot pass the wall, sign in, or become somebody who can', async () => {
    const [role] = await admin`
      select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'lembur_app'`
    expect(Object.values(role ?? {})).toEqual([false, false, false, false, false, false])
    await none(admin`select roleid from pg_auth_members where member = 'lembur_app'::regrole`)
  })

  test('makes no tables and empties none', async () => {
    const [may] = await admin`
      select has_schema_privilege('lembur_app', 'public', 'create') as public, has_schema_privilege('lembur_app', 'app', 'create') as app`
    expect(may).toEqual({ public: false, app: false })
    await none(admin`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege('lembur_app', oid, 'truncate')`)
  })

  test('adds to the audit and changes nothing in it', async () => {
    const [may] = await admin`
      select has_table_privilege('lembur_app', 'activity', 'insert') as adds, has_table_privilege('lembur_app', 'activity', 'update') as changes,
        has_any_column_privilege('lembur_app', 'activity', 'update') as "changesColumns"`
    expect(may).toEqual({ adds: true, changes: false, changesColumns: false })
  })

  test('is what every connection of the product uses', async () => {
    const [row] = await home.database.global<{ user: string }[]>`select current_user as user`
    expect(row?.user).toBe('lembur_app')
  })
})
