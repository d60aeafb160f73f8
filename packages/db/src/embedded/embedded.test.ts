import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseUrl, discardEmbedded, type Embedded, startEmbedded } from './index.ts'
import { processMark } from './process-mark.ts'

let dataDir: string
const running: Embedded[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lembur embedded '))
  chmodSync(dataDir, 0o711)
})

afterEach(async () => {
  for (const embedded of running.splice(0)) await embedded.stop()
  discardEmbedded(dataDir)
})

async function start(options: { log?: (line: string) => void } = {}) {
  const embedded = await startEmbedded({ dataDir, purpose: 'tests', ...options })
  running.push(embedded)
  return embedded
}

async function stop(embedded: Embedded) {
  running.splice(running.indexOf(embedded), 1)
  await embedded.stop()
}

async function ask<T>(embedded: Embedded, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(embedded.url, { max: 1, onnotice: () => undefined })
  try {
    return await run(sql)
  } finally {
    await sql.end()
  }
}

test('runs PostgreSQL 18 with UTF-8 text, on this machine only, and keeps what was written between starts', async () => {
  const first = await start()
  const facts = await ask(first, async (sql) => {
    await sql`create table kept (text text)`
    await sql`insert into kept values ('lembur – 加班')`
    const [row] = await sql`select current_setting('server_version') as version, current_setting('listen_addresses') as listen,
      datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`
    return row
  })
  expect(facts).toMatchObject({
    version: expect.stringMatching(/^18\./),
    listen: '127.0.0.1',
    provider: 'b',
    locale: 'C.UTF-8',
    encoding: 'UTF8',
  })
  await stop(first)
  expect(processMark(first.pid)).toBeUndefined()
  const second = await start()
  expect(await ask(second, (sql) => sql`select text from kept`)).toEqual([{ text: 'lembur – 加班' }])
})

test('keeps password and address to the user who started it, and the address only while it runs', async () => {
  const embedded = await start()
  for (const file of ['postgres-password', 'database-url']) expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
  expect(databaseUrl(dataDir, {})).toBe(embedded.url)
  expect(databaseUrl(dataDir, { DATABASE_URL: 'postgres://elsewhere/lembur' })).toBe('postgres://elsewhere/lembur')
  await stop(embedded)
  expect(() => databaseUrl(dataDir, {})).toThrow('There is no database: set DATABASE_URL')
})

test('refuses a second start on the same folder and names the process that has it', async () => {
  await start()
  await expect(startEmbedded({ dataDir, purpose: 'tests' })).rejects.toThrow(`is in use by process ${process.pid}`)
})

test('stops by itself when its starter is killed outright, and starts again', async () => {
  const { pid, starter } = await startElsewhere()
  const mark = processMark(pid)
  starter.kill('SIGKILL')
  await expect.poll(() => processMark(pid), { timeout: 10_000 }).not.toBe(mark)
  await ask(await start(), (sql) => sql`select 1`)
})

test('stops a server that still runs on the folder before it starts its own', async () => {
  const earlier = await start()
  rmSync(join(dataDir, 'postgres.lock'))
  const said: string[] = []
  const later = await start({ log: (line) => said.push(line) })
  expect(said.join()).toContain(`process ${earlier.pid}`)
  expect(processMark(earlier.pid)).toBeUndefined()
  await ask(later, (sql) => sql`select 1`)
})

test('starts after the server itself was killed, and when its number now belongs to another program', async () => {
  const killed = await start()
  const cluster = await ask(killed, async (sql) => (await sql`select current_setting('data_directory') as folder`)[0]?.folder as string)
  process.kill(killed.pid, 'SIGKILL')
  await killed.exited
  await stop(killed)
  const pidFile = join(cluster, 'postmaster.pid')
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n')
  writeFileSync(pidFile, [process.pid, ...rest].join('\n'))
  await ask(await start(), (sql) => sql`select 1`)
})

test('below a folder that only its owner may enter it works too, and a deleted data folder stays deleted', async () => {
  chmodSync(dataDir, 0o700)
  const inner = join(dataDir, 'inner')
  const begin = () => startEmbedded({ dataDir: inner, purpose: 'tests' })
  const first = await begin()
  running.push(first)
  const cluster = await ask(first, async (sql) => {
    await sql`create table old ()`
    return (await sql`select current_setting('data_directory') as folder`)[0]?.folder as string
  })
  await stop(first)
  // Root hands the server to another user, who cannot enter; anyone else runs it himself.
  expect(cluster.startsWith(inner)).toBe(process.getuid?.() !== 0)
  rmSync(inner, { recursive: true })
  const second = await begin()
  running.push(second)
  expect(await ask(second, (sql) => sql`select to_regclass('old') as found`)).toEqual([{ found: null }])
  await stop(second)
  discardEmbedded(inner)
  if (existsSync(cluster)) rmSync(dirname(cluster), { recursive: true })
})

test('a run that is broken off removes server and folder in its last moment', async () => {
  const { pid, starter } = await startElsewhere(
    `process.once('exit', () => abandonEmbedded(dataDir, pid)); process.once('message', () => process.exit())`,
  )
  starter.send('leave')
  await once(starter, 'exit')
  expect(processMark(pid)).toBeUndefined()
  expect(existsSync(dataDir)).toBe(false)
})

test('an interrupted start leaves nothing running and does not hinder the next', async () => {
  const leaving = new AbortController()
  const starting = startEmbedded({ dataDir, purpose: 'tests', signal: leaving.signal })
  leaving.abort(new Error('left'))
  await expect(starting).rejects.toThrow('left')
  await ask(await start(), (sql) => sql`select 1`)
})

/** Starts the server from a program of its own, which can then be killed. */
async function startElsewhere(more = '') {
  const program = `
    import { abandonEmbedded, startEmbedded } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    const dataDir = ${JSON.stringify(dataDir)}
    const { pid } = await startEmbedded({ dataDir, purpose: 'tests' })
    ${more}
    process.send({ pid })
    setInterval(() => undefined, 1000)`
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [message] = (await once(starter, 'message')) as [{ pid: number }]
  return { starter, pid: message.pid }
}
