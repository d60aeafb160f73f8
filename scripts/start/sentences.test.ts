import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeFolder } from './folder.ts'
import type { Leave } from './leave.ts'
import { requireFreePort } from './port.ts'
import { addressOf, readSettings } from './settings.ts'

let folder: string
const ends: (() => unknown)[] = []
const leave: Leave = { signal: new AbortController().signal, atTheEnd: (action) => ends.push(action), giveUp: () => undefined }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lembur-start-'))
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
  rmSync(folder, { recursive: true })
})

test('a taken port is named, with how to choose another', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await expect(requireFreePort('127.0.0.1', port)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another, for instance PORT=`,
  )
  await new Promise((resolve) => server.close(resolve))
  await requireFreePort('127.0.0.1', port)
})

test('a host that is not this machine is refused', async () => {
  await expect(requireFreePort('192.0.2.1', 8008)).rejects.toThrow('HOST=192.0.2.1 is not an address of this machine')
})

test('the data folder serves one start at a time', () => {
  takeFolder(folder, leave)
  expect(() => takeFolder(folder, leave)).toThrow(`Lembur is already running on ${folder} (process ${process.pid})`)
})

test('a data folder that cannot be made is named', () => {
  const file = join(folder, 'a file')
  writeFileSync(file, '')
  expect(() => takeFolder(join(file, 'data'), leave)).toThrow(`${join(file, 'data')} is not writable (ENOTDIR)`)
})

test('settings: defaults, and a sentence for what is wrong', () => {
  expect(readSettings({})).toMatchObject({ port: 8008, host: '127.0.0.1', databaseUrl: undefined })
  expect(readSettings({ PORT: '', HOST: '', DATA_DIR: '/srv/lembur' })).toMatchObject({
    port: 8008,
    host: '127.0.0.1',
    dataDir: '/srv/lembur',
  })
  expect(() => readSettings({ PORT: 'http' })).toThrow('PORT=http is not a port')
  expect(() => readSettings({ PORT: '70000' })).toThrow('PORT=70000 is not a port')
  expect(() => readSettings({ DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL is not the address of a PostgreSQL database')
})

test.each([
  [{}, true],
  [{ LEMBUR_DEMO: '0' }, false],
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '0.0.0.0', LEMBUR_ALLOW_DEMO: '1' }, true],
])('an empty database gets demo data only where a demo is wanted and may be served: %o', (env, demo) => {
  expect(readSettings(env).demo).toBe(demo)
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:8008'],
  ['0.0.0.0', 'http://127.0.0.1:8008'],
  ['::1', 'http://[::1]:8008'],
])('the address to open for HOST=%s', (host, address) => {
  expect(addressOf({ host, port: 8008, dataDir: '', databaseUrl: undefined, demo: false })).toBe(address)
})
