import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}
/** Worth compressing; fonts and pictures are compressed already. */
const packable = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.txt'])

type Kept = { modified: number; bytes: Buffer; etag: string; packed: Partial<Record<'br' | 'gzip', Promise<Buffer>>> }

const packers = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
}

export type Served = { cacheFor: 'ever' | 'asking' }

/**
 * The files of a folder, read once and kept in memory with their compressed forms: a client of a few megabytes, asked for
 * by everyone in the morning. A file that changes on the disk is read again. `edit` changes what is served of a file.
 */
export function staticFiles(folder: string, edit: (bytes: Buffer) => Buffer = (bytes) => bytes) {
  const kept = new Map<string, Kept>()

  async function load(path: string): Promise<Kept | null> {
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) return null
    const known = kept.get(path)
    if (known?.modified === found.mtimeMs) return known
    const bytes = edit(await readFile(path))
    const file = {
      modified: found.mtimeMs,
      bytes,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      packed: {},
    }
    kept.set(path, file)
    return file
  }

  /** Sends a file of the folder; answers false where there is none of this name. Names that lead out of the folder are not found. */
  return async function send(request: FastifyRequest, reply: FastifyReply, name: string, { cacheFor }: Served): Promise<boolean> {
    const path = normalize(join(folder, name))
    const type = mediaTypes[extname(path)]
    if (!path.startsWith(folder + sep) || name.includes('\0') || !type) return false
    const file = await load(path)
    if (!file) return false
    reply.headers({
      'Content-Type': type,
      'Cache-Control': cacheFor === 'ever' ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: file.etag,
      Vary: 'Accept-Encoding',
    })
    if (request.headers['if-none-match'] === file.etag) {
      reply.code(304).send()
      return true
    }
    const encoding = packable.has(extname(path)) ? encodingFor(request) : null
    if (encoding) {
      file.packed[encoding] ??= packers[encoding](file.bytes)
      reply.header('Content-Encoding', encoding).send(await file.packed[encoding])
    } else {
      reply.send(file.bytes)
    }
    return true
  }
}

function encodingFor({ headers }: FastifyRequest): 'br' | 'gzip' | null {
  const accepted = String(headers['accept-encoding'] ?? '')
  return /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
}
