import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createUser } from '@lembur/domain/identity'
import { newVaultKey } from '@lembur/domain/kernel'
import { soon, type World, world } from '@lembur/domain/testing'
import { readTable } from '@lembur/reports/import'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Caller, type Json, password, startServer, type TestServer } from '../testing/server.ts'

const header = 'worker_id,effective_from,basis,amount,fixed_allowance,variable_allowance,currency,note'

describe('wages as a file', () => {
  let server: TestServer
  let admin: Caller
  beforeAll(async () => {
    server = await startServer(inject('databaseUrl'))
    admin = await server.person('superadmin')
  })
  afterAll(() => server.close())

  const upload = (lines: string, as: Caller, fields: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [key, value] of Object.entries(fields)) form.append(key, value)
    form.append('file', new Blob([lines]), 'wages.csv')
    return server.call('POST', '/api/v1/wages/import-file/', { as, body: form })
  }

  it('begin with a template whose columns the import reads', async () => {
    for (const format of ['csv', 'xlsx']) {
      const response = await fetch(`${server.address}/api/v1/wages/template/?format=${format}`, {
        headers: { authorization: `Bearer ${admin.access}` },
      })
      expect(response.headers.get('content-disposition')).toContain(`filename="wages.${format}"`)
      expect(await readTable(new Uint8Array(await response.arrayBuffer()))).toEqual({ header: header.split(','), rows: [] })
    }
  })

  it('are tried first, then set, and named cell by cell where they are wrong', async () => {
    const good = `${header}\nMW2400549,2026-01-01,monthly,5357982,,,,\nMW2402210,2026-01-01,hourly,31000.50,,,IDR,"Line 2, nights"\n`
    expect(await upload(good, admin, { dryRun: 'true' })).toMatchObject({ status: 200, body: { created: 2, applied: false } })
    expect(await upload(good, admin)).toMatchObject({ status: 200, body: { created: 2, applied: true } })
    const again = good.replace('5357982', '5400000')
    expect(await upload(again, admin, { replaceExisting: 'false' })).toMatchObject({
      body: { applied: false, errors: [{ row: 2, column: 'effective_from', code: 'wage.date_taken' }] },
    })
    expect(await upload(again.replace('31000.50', '31.000,50'), admin)).toMatchObject({
      body: { applied: false, errors: [{ row: 3, column: expect.any(String), code: expect.any(String) }] },
    })
    const { rizky } = server.world.plant.employees
    const { body, headers } = await server.call('GET', `/api/v1/wages/?employeeId=${rizky.id}`, { as: admin })
    expect(body.results).toMatchObject([{ effectiveFrom: '2026-01-01', terms: { amount: '5357982', currency: 'IDR' } }])
    expect(headers.get('cache-control')).toContain('no-store')
  })
})

// Each test starts a whole process.
describe('the log of the server', { timeout: 60_000 }, () => {
  let here: World
  let child: ChildProcess
  let said = ''
  beforeEach(async () => {
    here = await world(inject('databaseUrl'))
    child = spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url))], {
      env: {
        ...process.env,
        DATABASE_URL: here.test.url,
        HOST: '127.0.0.1',
        PORT: '0',
        LEMBUR_LOG_LEVEL: 'debug',
        LEMBUR_SECRET_KEY: newVaultKey(),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk))
    await once(child, 'message')
  })
  afterEach(async () => {
    child.kill('SIGKILL')
    await once(child, 'close')
    await here.end()
  })

  it('tells of wages that are set, refused and failed, and never a sum', async () => {
    const address = await soon(() => {
      const [found] = /http:\/\/[\d.:]+/.exec(said) ?? []
      expect(found).toBeDefined()
      return found!
    })
    await createUser(here.services, {
      organizationId: here.plant.organization.id,
      username: 'payroll',
      password,
      role: 'superadmin',
    })
    const post = async (path: string, given: object, access = '') => {
      const response = await fetch(address + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` },
        body: JSON.stringify(given),
      })
      const body: Json = JSON.parse(await response.text())
      return { status: response.status, body }
    }
    const signedIn = await post('/api/auth/login/local/', { username: 'payroll', password })
    const access = String(signedIn.body.access)
    const { rizky } = here.plant.employees
    const set = (effectiveFrom: string, amount: string) =>
      post('/api/v1/wages', { employeeId: rizky.id, effectiveFrom, basis: 'monthly', amount }, access)
    expect(await set('2026-01-01', '7913642.75')).toMatchObject({ status: 201 })
    expect(await set('2026-01-01', '7913642.50')).toMatchObject({ status: 409, body: { code: 'wage.date_taken' } })
    expect(await set('2026-02-01', '7913642.123')).toMatchObject({ status: 400 })
    const owner = postgres(here.test.adminUrl, { max: 1 })
    await owner`alter table employee_wage add constraint never check (effective_from < '2026-03-01')`
    await owner.end()
    const { status, body } = await set('2026-03-01', '7913642.25')
    expect(status).toBe(500)
    await soon(() => expect(said).toContain(String(body.details?.errorId)))
    expect(said).toContain('/api/v1/wages')
    expect(said).not.toContain('7913642')
  })
})
