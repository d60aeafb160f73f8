import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestDatabase, testDatabase } from '@lembur/db/testing'
import { openGate, signIn } from '@lembur/domain/identity'
import { plainServices } from '@lembur/domain/kernel'
import { startSender } from '@lembur/jobs/sender'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { lembur } from './testing/lembur.ts'

const folder = mkdtempSync(join(tmpdir(), 'lembur-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the command line', () => {
  it('explains itself and its commands', async () => {
    const [none, help, one] = await Promise.all([lembur([]), lembur(['--help']), lembur(['restore', '--help'])])
    expect([none.code, help.code, one.code]).toEqual([0, 0, 0])
    for (const name of ['doctor', 'migrate', 'organisation', 'user', 'employees', 'reports', 'policy', 'backup', 'restore', 'demo'])
      expect(help.out).toContain(name)
    expect(none.out).toBe(help.out)
    expect(one.out).toContain('--replace')
  })

  it.each([
    [['frobnicate'], /Unknown command frobnicate\nSee: npm run lembur -- --help/],
    [['employees', 'import', 'people.csv', '--dryrun'], /There is no option --dryrun\.\nSee: npm run lembur -- employees import --help/],
    [['backup'], /Missing required positional argument: FILE\nSee: npm run lembur -- backup --help/],
    [['backup', 'one', 'two'], /"two" is one argument too many/],
    [['reports', 'rebuild', '--date'], /--date wants a value/],
    [['user', 'create', 'bob', '--role', 'king'], /king/],
    [['demo', 'load', '--requests', '12'], /from 200 to 1,000,000/],
  ])('refuses %j, says how it is called, and exits with 2', async (args, said) => {
    const { code, err, out } = await lembur(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(said)
  })

  it('says how to start where there is no database, and exits with 1', async () => {
    const nowhere = { DATA_DIR: folder }
    const away = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/nothing', DATA_DIR: folder }
    const [none, unreachable, archive] = await Promise.all([
      lembur(['migrate'], { env: nowhere }),
      lembur(['migrate'], { env: away }),
      lembur(['backup', join(folder, 'away.lembur')], { env: away }),
    ])
    expect([none.code, unreachable.code, archive.code]).toEqual([1, 1, 1])
    expect(none.err).toBe('There is no database: set DATABASE_URL, or start the embedded one with "npm start".\n')
    for (const { err } of [unreachable, archive]) expect(err).toMatch(/^The database does not answer \(ECONNREFUSED\): .+\n$/)
  })
})

describe('setting up a plant', () => {
  let test: TestDatabase
  let owner: postgres.Sql
  const run = (args: string[], input?: string) => lembur(args, { input, env: { DATABASE_URL: test.url, DATA_DIR: folder } })
  beforeAll(async () => {
    test = await testDatabase(inject('databaseUrl'))
    owner = postgres(test.adminUrl, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    await owner.end()
    await test.drop()
  })

  it('goes from an empty database to people who sign in', async () => {
    expect((await run(['migrate'])).out).toBe('The database is up to date.\n')
    const early = await run(['user', 'create', 'dewi', '--role', 'superadmin'], 'a long password\n')
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining('There is no organisation yet') })

    expect((await run(['organisation', 'create', 'ptb', '--name', 'Plant'])).code).toBe(0)
    expect((await run(['user', 'create', 'dewi', '--role', 'superadmin'], 'a long password\n')).out).toBe('dewi is superadmin of ptb.\n')
    const generated = await run(['user', 'create', 'rizky', '--role', 'staff', '--generate', '--name', 'Rizky Pratama'])
    const password = /^Password: (\S{16})$/m.exec(generated.out)?.[1]

    const jobs = await startSender(test.url)
    const gate = await openGate(plainServices(test.database, jobs))
    const visit = { origin: { requestId: randomUUID(), ip: '127.0.0.1', userAgent: null }, now: new Date() }
    const signedIn = await signIn(gate, visit, { username: 'dewi', password: 'a long password', remember: false })
    expect(signedIn.ctx.actor.role).toBe('superadmin')
    const rizky = await signIn(gate, visit, { username: 'rizky', password: password!, remember: false })
    expect(rizky.ctx.actor.displayName).toBe('Rizky Pratama')
    await jobs.stop()
  })

  it('gives a person a new password, by the rules for one, ends his sign-ins, and keeps neither word', async () => {
    const easy = await run(['user', 'password', 'rizky'], 'rizkypratama\n')
    expect(easy).toMatchObject({ code: 1, err: expect.stringContaining('easy to guess') })
    const given = await run(['user', 'password', 'RIZKY'], 'kucing-hijau-melompat\n')
    expect(given).toMatchObject({ code: 0, out: 'RIZKY has a new password; 1 sign-in ended.\n' })
    expect((await run(['user', 'password', 'rizky', '--generate'])).out).toMatch(/0 sign-ins ended\.\nPassword: \S{16}\n$/)
    const audited = await owner`select actor_name, after from activity where action = 'user.set_password' order by at`
    expect(audited[0]).toEqual({ actor_name: 'command line', after: { password: 'set', endedSignIns: 1 } })
    expect((await run(['user', 'password', 'nobody', '--generate'])).err).toContain('ptb has no user nobody')
  })

  it('names what is wrong with a new person', async () => {
    const [short, twice, none] = await Promise.all([
      run(['user', 'create', 'putri', '--role', 'staff'], 'short\n'),
      run(['user', 'create', 'DEWI', '--role', 'staff'], 'a long password\n'),
      run(['user', 'create', 'putri', '--role', 'staff']),
    ])
    expect(short).toMatchObject({ code: 1, err: expect.stringContaining('password') })
    expect(twice).toMatchObject({ code: 1, err: expect.stringMatching(/exists.*username: DEWI/) })
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('--generate') })
  })

  it('imports employees: a dry run changes nothing, wrong rows are listed, too many wrong rows stop it', async () => {
    const [plant] = await owner`select id from organization`
    await owner`insert into department (organization_id, id, code, name) values (${plant!.id}, ${randomUUID()}, 'ASSY-1', 'Assembly')`
    const file = join(folder, 'people.csv')
    const rows = Array.from({ length: 11 }, (_, index) => `MW24${index},Person ${index},assy-1`)
    writeFileSync(file, ['worker_id,name,department_code', ...rows, 'MW2499,,ASSY-1'].join('\n'))
    const employees = async () => (await owner`select count(*)::int as count from employee`)[0]!.count

    const dry = await run(['employees', 'import', file, '--dry-run'])
    expect(dry.out).toBe('12 rows checked: 11 new, 0 changed, 0 as they were, 1 row with errors. Nothing was changed.\n')
    expect(await employees()).toBe(0)

    const real = await run(['employees', 'import', file])
    expect(real).toMatchObject({ code: 1, out: '12 rows imported: 11 new, 0 changed, 0 as they were; 1 row with errors left out.\n' })
    expect(real.err).toMatch(/^Row {2}Column.*\n13 {3}name/)
    expect(await employees()).toBe(11)
    const [audit] = await owner`select actor_id, actor_name from activity where action = 'employee.import'`
    expect(audit).toEqual({ actor_id: null, actor_name: 'command line' })

    writeFileSync(file, 'worker_id,name,department_code\nMW1,One,NOPE\n')
    const stopped = await run(['employees', 'import', file])
    expect(stopped).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was imported') })
    const missing = await run(['employees', 'import', join(folder, 'nobody.csv')])
    expect(missing.err).toMatch(/cannot be read \(ENOENT\)/)
  })

  it('grants a right for a department, and names the departments there are', async () => {
    const given = await run(['user', 'grant', 'Rizky', 'overtime.create', 'assy-1'])
    expect(given).toMatchObject({ code: 0, out: 'Rizky has overtime.create for ASSY-1.\n' })
    const granted = await owner`
      select granted.permission, department.code from permission_override granted join department on department.id = granted.department_id
      order by permission`
    expect(granted).toEqual([
      { permission: 'overtime.create', code: 'ASSY-1' },
      { permission: 'overtime.read', code: 'ASSY-1' },
    ])
    const [wrong, nobody, both] = await Promise.all([
      run(['user', 'grant', 'rizky', 'overtime.create', 'SMT-9']),
      run(['user', 'grant', 'nobody', 'overtime.create', 'ASSY-1']),
      run(['user', 'grant', 'rizky', 'overtime.create', 'ASSY-1', '--everywhere']),
    ])
    expect(wrong).toMatchObject({ code: 1, err: 'There is no department SMT-9: there is ASSY-1.\n' })
    expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('ptb has no user nobody') })
    expect(both.code).toBe(2)
  })

  it('makes a developer, whom nobody else makes, and shuts people out and in', async () => {
    expect(await run(['user', 'role', 'rizky', 'developer'])).toMatchObject({ code: 0, out: 'rizky is developer of ptb.\n' })
    expect(await run(['user', 'deactivate', 'rizky'])).toMatchObject({ code: 0, out: 'rizky is shut out of ptb.\n' })
    const stored = () =>
      owner`select role, role_is_local, membership.is_active from membership join "user" person on person.id = user_id where username = 'rizky'`
    expect(await stored()).toEqual([{ role: 'developer', role_is_local: true, is_active: false }])
    expect(await run(['user', 'activate', 'rizky'])).toMatchObject({ code: 0, out: 'rizky may sign in again to ptb.\n' })
    expect(await run(['user', 'role', 'rizky', 'staff'])).toMatchObject({ code: 0 })
    expect(await stored()).toEqual([{ role: 'staff', role_is_local: true, is_active: true }])
    expect((await run(['user', 'role', 'rizky', 'king'])).code).toBe(2)
  })

  it('takes away the second factor of who has lost it', async () => {
    await owner`
      insert into passkey (id, user_id, name, public_key, counter, transports)
      select 'lost', id, 'Phone', '', 0, '{}' from "user" where username = 'rizky'`
    const said = { code: 0, out: 'Rizky signs in with his password alone, until he sets up a second factor again.\n' }
    expect(await run(['user', 'reset-factors', 'Rizky'])).toMatchObject(said)
    expect(await owner`select id from passkey`).toEqual([])
    const [audit] = await owner`select actor_name, subject_label from activity where action = 'factor.clear'`
    expect(audit).toEqual({ actor_name: 'command line', subject_label: 'rizky' })
    expect(await run(['user', 'reset-factors', 'nobody'])).toMatchObject({ code: 1, err: expect.stringContaining('no user nobody') })
  })

  it('has the workbooks of a date built again', async () => {
    expect((await run(['reports', 'rebuild', '--date', '2026-06-11'])).out).toBe(
      '1 date queued: the worker builds them as soon as it runs.\n',
    )
    const jobs = await owner`select name, data ->> 'date' as date from pgboss.job where name = 'report.rebuild-daily'`
    expect(jobs).toEqual([{ name: 'report.rebuild-daily', date: '2026-06-11' }])
    expect((await run(['reports', 'rebuild', '--date', '2026-06-31'])).code).toBe(2)
  })

  it('asks which organisation where there are several', async () => {
    await run(['organisation', 'create', 'second', '--name', 'Second plant'])
    const unnamed = await run(['reports', 'rebuild', '--date', '2026-06-11'])
    expect(unnamed).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Name one with --organisation: there is (ptb, second|second, ptb)\.\n$/),
    })
    expect((await run(['reports', 'rebuild', '--date', '2026-06-11', '--organisation', 'second'])).code).toBe(0)
  })
})

describe('demo data, backup and restore', () => {
  let test: TestDatabase
  let owner: postgres.Sql
  const run = (args: string[]) => lembur(args, { env: { DATABASE_URL: test.url, DATA_DIR: folder } })
  beforeAll(async () => {
    test = await testDatabase(inject('databaseUrl'))
    owner = postgres(test.adminUrl, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    await owner.end()
    await test.drop()
  })
  const requests = async () => (await owner`select count(*)::int as count from overtime_request`)[0]!.count

  it('loads demo data once', async () => {
    const loaded = await run(['demo', 'load', '--requests', '300'])
    expect(loaded).toMatchObject({ code: 0, out: expect.stringContaining('Accounts user, staff, ptb_admin, superadmin, developer') })
    expect(await requests()).toBe(300)
    expect(await run(['demo', 'load', '--requests', '300'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has an organisation already'),
    })
  })

  it('saves it, refuses to lose what is there, and puts it back when told to', async () => {
    const file = join(folder, 'plant.lembur')
    const saved = await run(['backup', file])
    expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/ rows of \d+ tables are in .*plant\.lembur \(/) })
    await owner`delete from overtime_break`
    await owner`delete from overtime_request`

    expect(await run(['restore', file])).toMatchObject({ code: 1, err: expect.stringContaining('Add --replace') })
    expect(await run(['restore', file, '--replace'])).toMatchObject({ code: 1, err: expect.stringContaining('--yes') })
    expect(await requests()).toBe(0)
    const restored = await run(['restore', file, '--replace', '--yes'])
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('every table reads as it was saved') })
    expect(await requests()).toBe(300)

    const audit = await owner`select action, actor_id, actor_name, subject_label from activity where action like 'archive.%'`
    expect(audit).toEqual([{ action: 'archive.restore', actor_id: null, actor_name: 'command line', subject_label: 'plant.lembur' }])
    const jobs = await owner`select count(*)::int as count from pgboss.job where name = 'report.rebuild-daily' and state = 'created'`
    expect(jobs[0]?.count).toBeGreaterThanOrEqual(10)
  })
})
