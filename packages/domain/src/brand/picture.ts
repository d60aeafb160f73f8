import { DomainError } from '../kernel/index.ts'
import { assertPlainSvg, looksLikeSvg } from './svg.ts'

export type PictureType = 'image/svg+xml' | 'image/png' | 'image/x-icon' | 'image/jpeg' | 'image/webp'

const pngStart = Buffer.from('89504e470d0a1a0a', 'hex')
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex')
/** A small file may claim to be a picture that fills the memory of whoever looks at it. */
const mostPixelsAside = 4096

/**
 * What a picture is by its content; null where it is none that a browser may be given. A picture is nothing but itself:
 * what another format follows is refused, for some reader would take it for that one. Errors: `file.unsafe`.
 */
export function pictureTypeOf(content: Uint8Array): PictureType | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const starts = (...first: number[]) => first.every((byte, index) => bytes[index] === byte)
  if (bytes.subarray(0, 8).equals(pngStart)) return whole('image/png', isWholePng(bytes))
  if (starts(0xff, 0xd8, 0xff)) return whole('image/jpeg', bytes.readUInt16BE(bytes.length - 2) === 0xffd9)
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') {
    return whole('image/webp', bytes.readUInt32LE(4) + 8 === bytes.length)
  }
  if (starts(0, 0, 1, 0)) return whole('image/x-icon', isWholeIcon(bytes))
  if (!looksLikeSvg(bytes)) return null
  assertPlainSvg(bytes)
  return 'image/svg+xml'
}

function whole(type: PictureType, isWhole: boolean): PictureType {
  if (!isWhole) throw new DomainError('invalid', 'file.unsafe')
  return type
}

/** Chunk by chunk from its head to its end, and nothing behind that. Source: PNG specification, 5.3. */
function isWholePng(bytes: Buffer): boolean {
  if (bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return false
  if (bytes.readUInt32BE(16) > mostPixelsAside || bytes.readUInt32BE(20) > mostPixelsAside) return false
  let at = 8
  while (at + 12 < bytes.length) at += 12 + bytes.readUInt32BE(at)
  return at + 12 === bytes.length && bytes.subarray(-12).equals(pngEnd)
}

/** Its directory names one to sixteen pictures, the last of which ends with the file. Source: the ICO format's ICONDIR. */
function isWholeIcon(bytes: Buffer): boolean {
  const count = bytes.length < 22 ? 0 : bytes.readUInt16LE(4)
  if (count < 1 || count > 16 || bytes.length < 6 + 16 * count) return false
  const ends = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(6 + 16 * index + 8) + bytes.readUInt32LE(6 + 16 * index + 12))
  return Math.max(...ends) === bytes.length
}
