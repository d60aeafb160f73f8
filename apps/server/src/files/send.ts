import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

type File = { fileName: string; mediaType: string; bytes: Uint8Array | Readable }

/** Sends a file to be saved, never to be shown: what somebody uploaded must not run as a page of ours. */
export function sendFile(reply: FastifyReply, { fileName, mediaType, bytes }: File): FastifyReply {
  return reply
    .headers({
      'Content-Type': mediaType,
      'Content-Disposition': disposition(fileName),
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    .send(bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bytes)
}

/** `attachment` with the name for old readers in plain letters, and the whole of it as RFC 5987 writes it. */
export function disposition(fileName: string): string {
  const name = fileName.replace(/[\p{Cc}/\\]/gu, '_')
  const plain = name.replace(/[^\x20-\x7e]|["%;]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
