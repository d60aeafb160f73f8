import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@lembur/db'
import { discardEmbedded, urlFile } from '@lembur/db/embedded'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prepareDatabase } from './database.ts'
import type { Leave } from './leave.ts'

let dataDir: string
let ending: AbortController
let problem: PromiseWithResolvers<Error>
const ends: (() => unknown)[] = []
const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lembur-database-'))
  ending = new AbortController()
  problem = Promise.withResolvers()
  said.mockClear()
})
afterEach(async () => {
  vi.useRealTimers()
  ending.abort()
  for (const end of ends.splice(0).toReversed()) await end()
  discardEmbedded(dataDir)
})

const start = () => {
  const leave: Leave = { signal: ending.signal, atTheEnd: (action) => ends.push(action), giveUp: problem.resolve }
  return prepareDatabase({ port: 0, host: '127.0.0.1', dataDir, databaseUrl: undefined, demo: false }, leave)
}
/** The number of the server's process, once its start is over; otherwise null. */
function serverNow(): number | null {
  if (!existsSync(urlFile(dataDir))) return null
  const pointer = join(dataDir, 'postgres-location')
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
  return Number(readFileSync(join(home, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])
}
async function answers(url: string) {
  const database = connect(url, { max: 1 })
  const [row] = await database.global`select 1 as one`
  await database.end()
  return row
}

test('a database that is killed is started again at its address; one that keeps dying is given up, naming its log', async () => {
  // All its deaths are within a minute, however slow the machine is.
  vi.setSystemTime(Date.now())
  const { url } = await start()
  for (let time = 1; time <= 5; time++) {
    const server = serverNow()!
    process.kill(server, 'SIGKILL')
    await expect.poll(() => ![null, server].includes(serverNow()), { timeout: 60_000 }).toBe(true)
    expect(await answers(url)).toEqual({ one: 1 })
  }
  const log = /\(its log: (.+)\)\.$/.exec(String(said.mock.calls.at(-1)?.[0]))?.[1]
  expect(readFileSync(log!, 'utf8')).toContain('database system is ready to accept connections')
  process.kill(serverNow()!, 'SIGKILL')
  expect((await problem.promise).message).toBe(`The database stopped for the 6th time within a minute: see ${log}, then start again.`)
}, 180_000)
