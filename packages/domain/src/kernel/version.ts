import { conflict } from './errors.ts'

/** Refuses a write that was made looking at an older state; a writer that names no version accepts the newest. */
export function assertVersion(row: { version: number }, seen: number | undefined): void {
  if (seen !== undefined && seen !== row.version) throw conflict('conflict.version', { version: row.version })
}
