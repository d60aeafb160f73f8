import { on } from 'node:events'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { longestPart } from './format.ts'
import { ArchiveProblem, damaged } from './problem.ts'

export type ArchiveEntry = { name: string; bytes: Buffer }

/**
 * The entries of an archive in their order, one in memory at a time; reading goes on when the next one is asked for.
 * @throws ArchiveProblem when the file cannot be opened, or is no sound gzipped tar
 */
export async function* entriesOf(file: string): AsyncGenerator<ArchiveEntry> {
  const parser = new Parser({ strict: true })
  const reading = new AbortController()
  const entries = on(parser, 'entry', { close: ['end'], signal: reading.signal })
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined) // seen by whoever waits for an entry or its bytes
  const read = pipeline(createReadStream(file), createGunzip(), parser).catch((error: Error) => {
    broken.reject(error)
    reading.abort(error)
  })
  try {
    for await (const [entry] of entries as AsyncIterableIterator<[ReadEntry]>) {
      if (entry.type !== 'File' || entry.size > longestPart) throw damaged(file, `the entry ${entry.path} is not expected`)
      yield { name: entry.path, bytes: await Promise.race([bytesOf(entry), broken.promise]) }
    }
    await read
  } catch (error) {
    throw error instanceof ArchiveProblem ? error : explained(file, error)
  } finally {
    reading.abort()
  }
}

async function bytesOf(entry: ReadEntry): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function explained(file: string, error: unknown): ArchiveProblem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new ArchiveProblem(`${file} cannot be read (${code}): name an archive that "lembur backup" has written.`)
  return damaged(file, cause instanceof Error ? cause.message : 'unreadable')
}
