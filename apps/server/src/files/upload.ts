import multipart from '@fastify/multipart'
import { type Ctx, DomainError, field, invalid } from '@lembur/domain/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Serving } from '../serving.ts'

/** Bytes that an uploaded file may have. */
export const uploadLimit = 15 * 1024 * 1024

export type Upload = { bytes: Uint8Array; fileName: string; fields: Record<string, string> }

/** Lets the routes of this scope take `multipart/form-data` with one file. */
export const acceptUploads = (app: FastifyInstance) =>
  app.register(multipart, {
    limits: { fileSize: uploadLimit, files: 1, fields: 10, fieldNameSize: 100, fieldSize: 10_000, parts: 11, headerPairs: 20 },
  })

/** The file and the fields of an upload. @throws DomainError `rate.limited`, `file.too_large`, `input.invalid` where there is no file */
export async function readUpload({ limiter }: Serving, { actor }: Ctx, request: FastifyRequest): Promise<Upload> {
  await limiter.upload(actor.userId)
  if (!request.isMultipart()) throw new DomainError('invalid', 'file.wrong_type', { accepted: ['multipart/form-data'] })
  const fields: Record<string, string> = {}
  let file: Pick<Upload, 'bytes' | 'fileName'> | null = null
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.valueTruncated) throw new DomainError('too_large', 'file.too_large', { field: part.fieldname })
      fields[part.fieldname] = String(part.value)
    } else file = { bytes: await part.toBuffer(), fileName: part.filename }
  }
  if (!file) throw invalid([field('file', 'text.required')])
  return { ...file, fields }
}
