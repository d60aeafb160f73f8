import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileIn = (dataDir: string) => join(dataDir, 'dev-database.json')

/** Tells the other development programs that the database is up and migrated. */
export function announceReady(dataDir: string, url: string) {
  writeFileSync(fileIn(dataDir), JSON.stringify({ pid: process.pid, url }), { mode: 0o600 })
  return () => rmSync(fileIn(dataDir), { force: true })
}

/** The address of the announced database; undefined before that, and when the process that announced it is gone. */
export function announcedUrl(dataDir: string): string | undefined {
  try {
    const { pid, url } = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as { pid: number; url: string }
    process.kill(pid, 0)
    return url
  } catch {
    return undefined
  }
}
