import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claim } from './lock.ts'
import { processMark } from './process-mark.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lembur-lock-'))
  file = join(folder, 'some.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('one holder at a time, and free again after release', () => {
  const first = claim(file)
  expect(claim(file)).toEqual({ heldBy: process.pid })
  if ('release' in first) first.release()
  expect(claim(file)).toHaveProperty('release')
})

test('a dead holder does not keep it, nor does one whose number was given out again', () => {
  const { pid } = spawnSync('true')
  for (const holder of [
    { pid, mark: 'gone' },
    { pid: process.pid, mark: 'an earlier process of this number' },
  ]) {
    writeFileSync(file, JSON.stringify(holder))
    const taken = claim(file)
    expect(taken).toHaveProperty('release')
    if ('release' in taken) taken.release()
  }
})

test('a file that is no lock at all is replaced', () => {
  writeFileSync(file, 'half a lo')
  expect(claim(file)).toHaveProperty('release')
})

test('a mark names a living process and nothing else', () => {
  expect(processMark(process.pid)).toBe(processMark(process.pid))
  expect(processMark(spawnSync('true').pid)).toBeUndefined()
  expect(processMark(-1)).toBeUndefined()
})
