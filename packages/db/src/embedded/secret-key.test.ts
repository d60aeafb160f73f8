import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { existingSecretKeys, secretKeyFile, secretKeys } from './secret-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lembur-key-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const module = fileURLToPath(new URL('./secret-key.ts', import.meta.url))

it('is the one of the environment, and none is made beside it', () => {
  expect(secretKeys({ LEMBUR_SECRET_KEY: 'new,old', DATA_DIR: folder })).toBe('new,old')
  expect(secretKeys({ DATABASE_URL: 'postgres://elsewhere/lembur', DATA_DIR: folder })).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

it('is made at the first asking, for its owner alone, and stays', () => {
  const env = { DATA_DIR: folder }
  expect(existingSecretKeys(env)).toBeNull()
  const key = secretKeys(env)
  expect(Buffer.from(key!, 'base64')).toHaveLength(32)
  expect(statSync(secretKeyFile(folder)).mode & 0o777).toBe(0o600)
  expect([secretKeys(env), existingSecretKeys(env)]).toEqual([key, key])
  expect(readdirSync(folder)).toEqual(['secret.key'])
})

it('is the same for programs that are started together', async () => {
  const ask = `import(${JSON.stringify(module)}).then(({ secretKeys }) => process.stdout.write(secretKeys()))`
  const asked = Array.from({ length: 6 }, () =>
    promisify(execFile)(process.execPath, ['-e', ask], { env: { PATH: process.env.PATH, DATA_DIR: folder } }),
  )
  const keys = (await Promise.all(asked)).map(({ stdout }) => stdout)
  expect(new Set(keys)).toEqual(new Set([readFileSync(secretKeyFile(folder), 'utf8').trim()]))
  expect(readdirSync(folder)).toEqual(['secret.key'])
})

it('is asked for where the file is empty, rather than made anew over secrets that it seals', () => {
  writeFileSync(secretKeyFile(folder), '')
  expect(() => secretKeys({ DATA_DIR: folder })).toThrow(/holds no key/)
})
