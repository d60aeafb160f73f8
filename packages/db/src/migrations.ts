import { readFileSync } from 'node:fs'

let count: number | undefined

/** How many migrations this release has. */
export function migrationCount(): number {
  count ??= (JSON.parse(readFileSync(new URL('../migrations/meta/_journal.json', import.meta.url), 'utf8')) as { entries: unknown[] })
    .entries.length
  return count
}
