import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirectory } from './url.ts'

/** The file of the key, where the environment gives none and everything is on this machine. */
const fileOf = (dataDir: string) => join(dataDir, 'secret.key')

/**
 * The keys that seal stored secrets: LEMBUR_SECRET_KEY, or for the embedded database a key of its own beside it, made at the
 * first asking. Null with a database elsewhere and no key set: several machines must be given the same one.
 */
export function secretKeys(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.LEMBUR_SECRET_KEY) return env.LEMBUR_SECRET_KEY
  if (env.DATABASE_URL) return null
  const dataDir = dataDirectory(env)
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(fileOf(dataDir), `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    // Another program of this machine, or an earlier start, has made it.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(fileOf(dataDir), 'utf8').trim()
}
