import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const handOver = fileURLToPath(new URL('./hand-over.mjs', import.meta.url))
let folder: string
const left: (() => void)[] = []

/** A package whose `npm start` hands over, as ours does, to a program that listens; with the shell that npm finds as `node`. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lembur-npm-'))
  const put = (name: string, lines: string) => writeFileSync(join(folder, name), lines)
  put('package.json', JSON.stringify({ name: 'started', private: true, scripts: { start: 'node bootstrap.mjs start' } }))
  const program = JSON.stringify(join(folder, 'listen.mjs'))
  put(
    'bootstrap.mjs',
    `import { handOver } from ${JSON.stringify(handOver)}
process.exitCode = await handOver('start', [], { start: () => [process.execPath, [${program}]] })\n`,
  )
  put(
    'listen.mjs',
    `import { createServer } from 'node:http'
     const server = createServer((_, answer) => answer.end('there')).listen(0, '127.0.0.1', () => console.log(server.address().port, process.pid))`,
  )
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true })
  put('node_modules/.bin/node', `#!/bin/sh\n"${process.execPath}" "$@"\nexit $?\n`)
  chmodSync(join(folder, 'node_modules/.bin/node'), 0o755)
})
afterEach(() => {
  for (const end of left.splice(0)) end()
  rmSync(folder, { recursive: true })
})

test.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s to npm alone ends all that it has started', async (signal) => {
  const { npm, port } = await npmStart()
  expect(await answers(port)).toBe(true)
  npm.kill(signal)
  await once(npm, 'exit')
  await expect.poll(() => answers(port), { timeout: 15_000 }).toBe(false)
})

async function npmStart(): Promise<{ npm: ChildProcess; port: number }> {
  // npm itself, and not by the shell that packages put in the place of `node`.
  const PATH = (process.env.PATH ?? '').split(delimiter).filter((place) => !place.includes('node_modules'))
  const env = { ...process.env, PATH: PATH.join(delimiter) }
  const npm = spawn('npm', ['start', '--silent'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  left.push(() => npm.kill('SIGKILL'))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(npm.stdout).once('line', resolve)
    npm.once('exit', () => reject(new Error('npm ended before the program was ready')))
  })
  const [port = 0, pid = 0] = line.split(' ').map(Number)
  left.push(() => {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has gone, as it should.
    }
  })
  return { npm, port }
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`).then(
    (answer) => answer.ok,
    () => false,
  )
