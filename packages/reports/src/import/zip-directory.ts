import { inflateRawSync } from 'node:zlib'
import { ImportError } from './import-error.ts'

/** Parts that a workbook may have; Excel's own have some tens. */
const mostEntries = 2000
/** What an upload may unpack to, in bytes, and how many times its own size. */
export const mostUnpacked = 50 * 1024 * 1024
export const mostRatio = 200

export interface ZipEntry {
  name: string
  method: number
  /** Where the entry's own header begins. */
  offset: number
  packed: number
  /** The size that the directory claims; `unpack` holds the entry to it. */
  unpacked: number
}

const signatures = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 }
const stored = 0
const deflated = 8

const broken = (cause?: unknown) => new ImportError('import.unreadable', { cause })

/**
 * Reads a zip's directory and refuses what claims to unpack to too much, before anything is unpacked. Source: PKWARE
 * APPNOTE 4.3.12 and 4.3.16; archives in ZIP64 or with a password are refused as unreadable.
 * @throws ImportError `file.too_large` or `import.unreadable`
 */
export function readZipDirectory(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end === -1) throw broken()
  const entries: ZipEntry[] = []
  try {
    let at = bytes.readUInt32LE(end + 16)
    const count = bytes.readUInt16LE(end + 10)
    if (count > mostEntries) throw new ImportError('file.too_large')
    for (let left = count; left > 0; left--) {
      if (bytes.readUInt32LE(at) !== signatures.directory || bytes.readUInt16LE(at + 8) & 1) throw broken()
      const nameLength = bytes.readUInt16LE(at + 28)
      entries.push({
        name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
        method: bytes.readUInt16LE(at + 10),
        offset: bytes.readUInt32LE(at + 42),
        packed: bytes.readUInt32LE(at + 20),
        unpacked: bytes.readUInt32LE(at + 24),
      })
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
  } catch (cause) {
    throw cause instanceof ImportError ? cause : broken(cause)
  }
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  if (total > mostUnpacked || total > bytes.length * mostRatio) throw new ImportError('file.too_large')
  return entries
}

/** Unpacks one entry, never to more than the directory claimed. @throws ImportError when the claim was false */
export function unpack(bytes: Buffer, entry: ZipEntry): Buffer {
  try {
    if (bytes.readUInt32LE(entry.offset) !== signatures.entry) throw broken()
    const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28)
    const packed = bytes.subarray(start, start + entry.packed)
    if (entry.method !== stored && entry.method !== deflated) throw broken()
    const content = entry.method === stored ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) })
    if (content.length !== entry.unpacked) throw broken()
    return content
  } catch (cause) {
    throw cause instanceof ImportError ? cause : broken(cause)
  }
}
