import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { limits, Program } from './program.ts'

let folder: string
const programs: Program[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lembur-program-'))
})
afterEach(async () => {
  for (const program of programs.splice(0)) await program.end()
  rmSync(folder, { recursive: true })
})

/** A program made of these lines; it notes each of its starts in the file `starts`. */
function make(source: string, giveUp: (problem: Error) => void = () => undefined) {
  const entry = join(folder, 'main.mjs')
  const starts = join(folder, 'starts')
  writeFileSync(
    entry,
    `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(starts)}, process.pid + '\\n')\n${source}`,
  )
  const program = new Program({
    name: 'server',
    entry,
    env: process.env,
    logFile: join(folder, 'logs', 'server.log'),
    giveUp,
    limits: { ...limits, end: 300, again: 50 },
  })
  programs.push(program)
  return { program, pids: () => readFileSync(starts, 'utf8').trim().split('\n').map(Number) }
}

const ready = "process.send({ type: 'ready' }); setInterval(() => undefined, 1000)"
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('it is ready when it says so, and gone when it was ended', async () => {
  const { program, pids } = make(ready)
  await program.start()
  expect(pids().map(lives)).toEqual([true])
  await program.end()
  expect(pids().map(lives)).toEqual([false])
})

test('one that dies before it is ready is reported with its exit code and last words', async () => {
  const { program } = make("console.error('The port is taken.'); process.exit(3)")
  await expect(program.start()).rejects.toThrow(
    /The port is taken\.\nThe server ended with exit code 3 before it was ready: see .*server\.log/,
  )
})

test('one that dies later is started again, and its log, which is for its owner alone, says so', async () => {
  const { program, pids } = make(ready)
  await program.start()
  process.kill(pids()[0] ?? 0, 'SIGKILL')
  await expect.poll(() => pids().length, { timeout: 10_000 }).toBe(2)
  const log = join(folder, 'logs', 'server.log')
  expect(JSON.parse(readFileSync(log, 'utf8'))).toMatchObject({
    level: 'warn',
    msg: 'The server was ended by SIGKILL and is started again.',
  })
  expect(statSync(log).mode & 0o777).toBe(0o600)
})

test('one that keeps dying is given up', async () => {
  const gaveUp = new Promise<Error>((resolve) => {
    const { program } = make("process.send({ type: 'ready' }, () => process.exit(7))", resolve)
    void program.start()
  })
  expect((await gaveUp).message).toContain('ended with exit code 7 for the 6th time within a minute')
})

test('one that does not listen to a request is ended all the same', async () => {
  const { program, pids } = make(`process.on('SIGTERM', () => undefined); ${ready}`)
  await program.start()
  await program.end()
  expect(pids().map(lives)).toEqual([false])
})
