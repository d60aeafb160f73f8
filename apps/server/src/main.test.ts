import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { anOrganization, type TestDatabase, testDatabase } from '@lembur/db/testing'
import { soon } from '@lembur/domain/testing'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

let test: TestDatabase
const running: ChildProcess[] = []

beforeAll(async () => {
  test = await testDatabase(inject('databaseUrl'))
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => test.drop())

/** The program as it is started in earnest; `said` is what it wrote. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], {
    env: { ...process.env, DATABASE_URL: test.url, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return { child, ended, ready: once(child, 'message').then(([message]) => message), said: () => said }
}

// Each test starts whole processes.
describe('the server program', { timeout: 60_000 }, () => {
  it('says when it is ready, has made the first organisation, and ends when asked to', async () => {
    const { child, ready, ended, said } = start({})
    expect(await ready).toEqual({ type: 'ready' })
    // What it says of its address comes by another way than the word that it is ready, and may come after it.
    const address = await soon(() => {
      const [found] = /http:\/\/[\d.:]+/.exec(said()) ?? []
      expect(found).toBeDefined()
      return found
    })
    expect(await (await fetch(`${address}/trpc/configuration.branding`)).json()).toMatchObject({ result: { data: { appName: 'Lembur' } } })
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0 })
    expect(
      said()
        .trim()
        .split('\n')
        .every((line) => JSON.parse(line).level === 'info'),
    ).toBe(true)
  })

  it('makes one organisation where two start at once on an empty database', async () => {
    const fresh = await testDatabase(inject('databaseUrl'))
    const two = [start({ DATABASE_URL: fresh.url }), start({ DATABASE_URL: fresh.url })]
    await Promise.all(two.map(({ ready }) => ready))
    expect(await fresh.database.global`select app.organization_ids()`).toHaveLength(1)
    for (const { child } of two) child.kill('SIGINT')
    await Promise.all(two.map(({ ended }) => ended))
    await fresh.drop()
  })

  it('does not start on a database that is behind this release, and says so in one sentence', async () => {
    const behind = await testDatabase(inject('databaseUrl'))
    const owner = postgres(behind.adminUrl, { max: 1 })
    await owner`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`
    await owner.end()
    expect(await start({ DATABASE_URL: behind.url }).ended).toEqual({
      code: 1,
      said: 'The database is behind this release: run "npm run lembur -- migrate" first.\n',
    })
    await behind.drop()
  })

  it('says in one sentence that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect(await start({ PORT: String(port) }).ended).toEqual({
      code: 98,
      said: expect.stringMatching(new RegExp(`^Port ${port} on 127.0.0.1 is taken: .*PORT=8009\\.\n$`)),
    })
    other.close()
  })

  it('says which setting is wrong', async () => {
    expect(await start({ PORT: 'eight' }).ended).toEqual({ code: 1, said: 'PORT=eight is not a port: use a number up to 65535.\n' })
  })

  it('does not serve a demo beyond this machine unless told to', async () => {
    await anOrganization(test.database, { isDemo: true })
    const { code, said } = await start({ HOST: '0.0.0.0' }).ended
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(/^This database holds demo accounts .*LEMBUR_ALLOW_DEMO=1\.\n$/),
    })
    expect(await start({ HOST: '0.0.0.0', LEMBUR_ALLOW_DEMO: '1' }).ready).toEqual({ type: 'ready' })
  })
})
