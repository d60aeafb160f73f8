import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Header, Pack, ReadEntry } from 'tar'
import { ArchiveProblem } from './problem.ts'

/** Adds an entry to the archive; resolves when it has been taken, so that no more than one is in memory. */
export type AddEntry = (name: string, bytes: Buffer) => Promise<void>

/**
 * Writes a gzipped tar. The file appears under its name whole and on disk, or not at all; only its owner may read it.
 * @throws ArchiveProblem when the file is there already, or cannot be written
 */
export async function writeArchive(file: string, mtime: Date, write: (add: AddEntry) => Promise<void>): Promise<void> {
  await refuseExisting(file)
  const draft = `${file}.partial`
  const pack = new Pack({ gzip: { level: 6 }, portable: true })
  const stored = pipeline(Readable.from(pack), createWriteStream(draft, { mode: 0o600 }))
  stored.catch(() => undefined) // each `add` and the end wait for it too
  try {
    const add: AddEntry = async (path, bytes) => {
      const entry = new ReadEntry(new Header({ path, size: bytes.length, mode: 0o600, type: 'File', mtime }))
      const taken = new Promise((resolve) => entry.once('end', resolve))
      pack.add(entry)
      entry.end(bytes)
      await Promise.race([taken, stored])
    }
    await write(add)
    pack.end()
    await stored
    await flush(draft)
    await rename(draft, file)
    await flush(dirname(file))
  } catch (error) {
    await rm(draft, { force: true })
    throw explained(file, error)
  }
}

async function refuseExisting(file: string): Promise<void> {
  const found = await open(file).catch(() => null)
  await found?.close()
  if (found) throw new ArchiveProblem(`${file} is there already: choose another name, or move it away.`)
}

async function flush(path: string): Promise<void> {
  const handle = await open(path)
  await handle.sync()
  await handle.close()
}

function explained(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ArchiveProblem(`There is no room for ${file}: free some space, or name another disk.`)
  if (code === 'EACCES' || code === 'ENOENT' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EISDIR')
    return new ArchiveProblem(`${file} cannot be written (${code}): name a file in a folder that you may write to.`)
  return error
}
