import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { processMark } from './process-mark.ts'

type Holder = { pid: number; mark: string }

/** What came of asking for a lock: ours to release, or the number of the process that has it. */
export type Claim = { release: () => void } | { heldBy: number }

/**
 * Takes a lock file for this process. A lock whose holder is dead counts as free, whatever ended it; a process number
 * that was given out again does not keep it.
 */
export function claim(file: string): Claim {
  mkdirSync(dirname(file), { recursive: true })
  const mine = JSON.stringify({ pid: process.pid, mark: processMark(process.pid) ?? '' } satisfies Holder)
  for (let attempt = 0; attempt < 5; attempt++) {
    if (place(file, mine)) return { release: () => release(file, mine) }
    const found = contents(file)
    const holder = parse(found)
    if (holder && processMark(holder.pid) === holder.mark) return { heldBy: holder.pid }
    if (found !== undefined) takeAway(file, found)
  }
  return { heldBy: parse(contents(file))?.pid ?? 0 }
}

/** Writes the whole file or nothing: a link either appears with its content or fails. */
function place(file: string, text: string): boolean {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, text)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes a dead lock. Should another process have replaced it in the meantime, that one is put back. */
function takeAway(file: string, expected: string) {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (contents(aside) !== expected) linkSync(aside, file)
  } catch {
    // Another process was faster: the next attempt looks again.
  } finally {
    rmSync(aside, { force: true })
  }
}

function release(file: string, mine: string) {
  if (contents(file) === mine) rmSync(file, { force: true })
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string | undefined): Holder | undefined {
  try {
    return text ? (JSON.parse(text) as Holder) : undefined
  } catch {
    return undefined
  }
}
