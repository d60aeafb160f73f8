import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@lembur/db'
import { discardEmbedded } from '@lembur/db/embedded'
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
  ending.abort()
  for (const end of ends.splice(0).toReversed()) await end()
  discardEmbedded(dataDir)
})

const start = () => {
  const leave: Leave = { signal: ending.signal, atTheEnd: (action) => ends.push(action), giveUp: problem.resolve }
  return prepareDatabase({ port: 0, host: '127.0.0.1', dataDir, databaseUrl: undefined, demo: false }, leave)
}
/** The number of the server's process, once that takes connections; otherwise null. */
async function serverOf(url: string): Promise<number | null> {
  const database = connect(url, { max: 1 })
  try {
    await database.global`select 1`
    const pointer = join(dataDir, 'postgres-location')
    const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
    return Number(readFileSync(join(home, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  } finally {
    await database.end()
  }
}

test('a database that is killed is started again at its address; one that keeps dying is given up, naming its log', async () => {
  const { url } = await start()
  let server = (await serverOf(url))!
  for (let time = 1; time <= 5; time++) {
    process.kill(server, 'SIGKILL')
    const next = async () => {
      const found = await serverOf(url)
      return found !== null && found !== server ? found : null
    }
    await expect.poll(next).not.toBeNull()
    server = (await serverOf(url))!
  }
  const log = /\(its log: (.+)\)\.$/.exec(String(said.mock.calls.at(-1)?.[0]))?.[1]
  expect(readFileSync(log!, 'utf8')).toContain('database system is ready to accept connections')
  process.kill(server, 'SIGKILL')
  expect((await problem.promise).message).toBe(`The database stopped for the 6th time within a minute: see ${log}, then start again.`)
})
