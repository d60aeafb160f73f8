import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { checkMachine } from './check.mjs'
import { explain } from './explain.mjs'
import { handOver } from './hand-over.mjs'

test.each([
  ['pnpm: ENOSPC: no space left on device, write', 'The disk is full'],
  ["npm error code EROFS\nnpm error syscall mkdir '/clone/node_modules'", 'read-only disk'],
  ["Error: EACCES: permission denied, mkdir '/root/.npm/_cacache'", 'not writable'],
  ['npm error code ENOTFOUND\nnpm error request to https://registry.npmjs.org/pnpm failed', 'cannot be reached'],
  ['ERR_PNPM_META_FETCH_FAIL  GET http://127.0.0.1:9/pg: request failed, reason: connect ECONNREFUSED', 'cannot be reached'],
  ['npm error code E401\nnpm error Unable to authenticate', 'refused access'],
  ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"', 'do not fit together'],
  ['npm error code ETARGET\nnpm error notarget No matching version found for pnpm@10.34.9', 'lacks a package'],
  ['something nobody has thought of', 'see the lines above'],
])('a failed install ends with what to do: %s', (output, sentence) => {
  expect(explain(output)).toContain(sentence)
  expect(explain(output)).toMatch(/: .+\.$/)
})

test.each([
  [{ version: '16.20.2' }, 'Node 16.20.2 is too old: install Node 20'],
  [{ platform: 'win32-x64' }, 'Windows Subsystem for Linux'],
  [{ platform: 'linux-riscv64' }, 'does not run on linux-riscv64'],
])('a machine that cannot run it is told so at once: %o', (machine, sentence) => {
  expect(() => checkMachine(machine)).toThrow(sentence)
})

test('the machine that runs this is good enough', () => {
  expect(() => checkMachine()).not.toThrow()
})

test('a wrong command names the right ones', () => {
  expect(() => handOver('begin', [])).toThrow('"begin" is not a command: use start, test, dev.')
})

test('a start keeps what Node compiled, and still runs the sources as they are now', async () => {
  vi.stubEnv('NODE_COMPILE_CACHE', undefined)
  const folder = mkdtempSync(join(tmpdir(), 'lembur-compiled-'))
  const program = join(folder, 'main.mjs')
  const run = (command: string) => handOver(command, [], { [command]: () => [process.execPath, [program]] })
  const write = (code: number) => writeFileSync(program, `process.exitCode = process.env.NODE_COMPILE_CACHE ? ${code} : 9`)
  try {
    write(3)
    expect([await run('start'), await run('start'), await run('test')]).toEqual([3, 3, 9])
    write(4)
    expect(await run('start')).toBe(4)
  } finally {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  }
})
