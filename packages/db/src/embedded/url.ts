import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EmbeddedProblem } from './problem.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The absolute data folder: DATA_DIR, or `.data` in the repository. A relative DATA_DIR counts from the repository's root. */
export const dataDirectory = (env: NodeJS.ProcessEnv = process.env): string => resolve(root, env.DATA_DIR || '.data')

/** The file that holds the address of the embedded database while it runs. */
export const urlFile = (dataDir: string) => join(dataDir, 'database-url')

/**
 * The database to use: DATABASE_URL, or else the embedded one that runs in `dataDir`.
 * @throws EmbeddedProblem when neither is there
 */
export function databaseUrl(dataDir: string = dataDirectory(), env: NodeJS.ProcessEnv = process.env): string {
  if (env.DATABASE_URL) return env.DATABASE_URL
  const file = urlFile(dataDir)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  throw new EmbeddedProblem('There is no database: set DATABASE_URL, or start the embedded one with "npm start".')
}
