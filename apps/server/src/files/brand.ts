import { NameBrandImage } from '@lembur/contracts/system'
import { loadBrandImage, replaceBrandImage } from '@lembur/domain/brand'
import { assertMay } from '@lembur/domain/kernel'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { disposition } from './send.ts'
import { signedIn } from './signed-in.ts'
import { readUpload } from './upload.ts'

const endings: Record<string, string> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/x-icon': 'ico',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

/**
 * The organisation's pictures: up for who may, down for anyone. They are pictures within a page of ours; opened by itself one
 * is saved and not shown, and whatever shows it all the same runs nothing in it and loads nothing for it.
 */
export async function brandFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.post('/api/v1/system-configuration/images/:kind', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    assertMay(ctx.actor, 'configuration.update') // before the file is read
    const { kind } = parsed(NameBrandImage, request.params)
    const { bytes } = await readUpload(serving, ctx, request)
    return replaceBrandImage(ctx, { kind, bytes })
  })

  app.get<{ Querystring: { v?: string } }>('/api/branding/:kind', async (request, reply) => {
    await serving.limiter.calls({ userId: null, ip: request.ip }, 1)
    const { kind } = parsed(NameBrandImage, request.params)
    const { mediaType, sha256, bytes } = await loadBrandImage(serving.services, kind)
    const { v } = request.query
    // An address that names this very picture never means another.
    const isNamed = typeof v === 'string' && v.length >= 16 && sha256.startsWith(v)
    reply.headers({
      'Content-Type': mediaType,
      'Content-Disposition': disposition(`${kind}.${endings[mediaType] ?? 'bin'}`),
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'Cache-Control': isNamed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: `"${sha256}"`,
    })
    if (request.headers['if-none-match'] === `"${sha256}"`) return reply.code(304).send()
    return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  })
}
