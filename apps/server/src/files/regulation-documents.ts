import { ById } from '@lembur/contracts/ids'
import { UploadRegulationDocument } from '@lembur/contracts/rules'
import { assertMay } from '@lembur/domain/kernel'
import { downloadRegulationDocument, uploadRegulationDocument } from '@lembur/domain/regulation'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { sendFile } from './send.ts'
import { signedIn } from './signed-in.ts'
import { readUpload } from './upload.ts'

/** The policy as a file, up and down. */
export async function regulationDocumentFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.post('/api/v1/regulation-documents', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    assertMay(ctx.actor, 'regulation.create') // before the file is read
    const { fields, fileName, bytes } = await readUpload(serving, ctx, request)
    const { title, description } = fields
    const document = await uploadRegulationDocument(ctx, parsed(UploadRegulationDocument, { title, description, fileName, bytes }))
    return reply.code(201).send(document)
  })

  app.get('/api/v1/regulation-documents/:id/download', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    return sendFile(reply, await downloadRegulationDocument(ctx, parsed(ById, request.params)))
  })
}
