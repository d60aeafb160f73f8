import { ById } from '@lembur/contracts/ids'
import { downloadReport } from '@lembur/domain/report'
import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { sendFile } from './send.ts'
import { signedIn } from './signed-in.ts'

/** Workbooks as files. */
export async function reportFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.get('/api/v1/reports/:id/download', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    return sendFile(reply, await downloadReport(ctx, parsed(ById, request.params)))
  })
}
