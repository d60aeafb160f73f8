import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedProblem } from './problem.ts'
import { dataDirectory } from './url.ts'

/** The file of the key, where the environment gives none and everything is on this machine. */
export const secretKeyFile = (dataDir: string = dataDirectory()): string => join(dataDir, 'secret.key')

/**
 * The keys that seal stored secrets: LEMBUR_SECRET_KEY, or for the embedded database a key of its own beside it, made at the
 * first asking. Null with a database elsewhere and no key set: several machines must be given the same one.
 * @throws EmbeddedProblem for a file without a key in it
 */
export function secretKeys(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.LEMBUR_SECRET_KEY || env.DATABASE_URL) return existingSecretKeys(env)
  const dataDir = dataDirectory(env)
  mkdirSync(dataDir, { recursive: true })
  const known = existingSecretKeys(env)
  if (known) return known
  place(secretKeyFile(dataDir), `${randomBytes(32).toString('base64')}\n`)
  // Perhaps that of another program of this machine, which was faster.
  return existingSecretKeys(env)
}

/** The same, making none. @throws EmbeddedProblem for a file without a key in it */
export function existingSecretKeys(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.LEMBUR_SECRET_KEY) return env.LEMBUR_SECRET_KEY
  if (env.DATABASE_URL) return null
  const file = secretKeyFile(dataDirectory(env))
  const text = contents(file)
  if (text === '') throw new EmbeddedProblem(`${file} holds no key: put the right one there, or delete the file to have a new one made.`)
  return text
}

function contents(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Puts a whole file in place where there is none: a link appears with its content, and the content is on the disk before it. */
function place(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}`
  const descriptor = openSync(draft, 'wx', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  try {
    linkSync(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
