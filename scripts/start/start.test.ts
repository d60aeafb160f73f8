import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { discardEmbedded } from '@lembur/db/embedded'
import { processMark } from '@lembur/db/embedded/process-mark'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const patience = 240_000
let dataDir: string
let port: number
const children: ChildProcess[] = []

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lembur start '))
  chmodSync(dataDir, 0o711)
  port = await freePort()
})
afterEach(() => children.splice(0).map((child) => child.kill('SIGKILL')))
afterAll(() => discardEmbedded(dataDir))

/** Runs the start script as `npm start` does, with a channel to us; resolves with its first line. */
async function start(): Promise<{ child: ChildProcess; line: string; seconds: number }> {
  const begun = performance.now()
  const script = fileURLToPath(new URL('../start.ts', import.meta.url))
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '', DATABASE_URL: '', NODE_ENV: '' }
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  children.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`It ended with exit code ${code} before it was ready.`)))
  })
  return { child, line, seconds: (performance.now() - begun) / 1000 }
}

const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
/** Whether there is a key to seal secrets with, as an administrator is told. */
async function canKeepSecrets(): Promise<boolean> {
  const account = JSON.stringify({ username: 'superadmin', password: 'lembur-demo' })
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: account }
  const { access } = (await (await fetch(`http://127.0.0.1:${port}/api/auth/login/local`, asked)).json()) as { access: string }
  const connections = await fetch(`http://127.0.0.1:${port}/api/v1/connections`, { headers: { authorization: `Bearer ${access}` } })
  return ((await connections.json()) as { hasKey: boolean }).hasKey
}
/** The number of the database's process: the cluster lies in the data folder, or where that points to. */
const postmaster = () => {
  const pointer = join(dataDir, 'postgres-location')
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
  return Number(readFileSync(join(home, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])
}

async function expectNothingLeft(database: number) {
  await expect.poll(() => processMark(database), { timeout: 15_000 }).toBeUndefined()
  const answers = async () => (await ask('/').catch(() => undefined)) !== undefined
  await expect.poll(answers, { timeout: 15_000 }).toBe(false)
}

let firstSeconds = 0

test('an empty folder becomes a running product; Ctrl-C ends all of it', { timeout: patience }, async () => {
  const { child, line, seconds } = await start()
  firstSeconds = seconds
  expect(line).toBe(
    `Lembur is ready: http://127.0.0.1:${port} (demo accounts user, staff, ptb_admin, superadmin, developer; password lembur-demo)`,
  )
  expect((await ask('/api/health/ready/')).status).toBe(200)
  expect(await (await ask('/')).text()).toContain('<div id="app"')
  expect(await canKeepSecrets()).toBe(true)
  const database = postmaster()
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
  await expectNothingLeft(database)
  for (const trace of ['lembur.lock', 'postgres.lock', 'database-url']) expect(existsSync(join(dataDir, trace))).toBe(false)
})

test('the second start does nothing over again, and leaves nothing behind even if it is killed outright', {
  timeout: patience,
}, async () => {
  const { child, seconds } = await start()
  // No cluster, tables, demo or client to make: against the first in the same run, since seconds depend on the machine.
  expect(seconds).toBeLessThan(firstSeconds * 0.8)
  const database = postmaster()
  child.kill('SIGKILL')
  await expectNothingLeft(database)
})

test('after being killed it starts again, and ends when the program that started it is gone', { timeout: patience }, async () => {
  const { child } = await start()
  const database = postmaster()
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
  await expectNothingLeft(database)
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port: found } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return found
}
