import { readQuery } from '@lembur/api'
import { ImportWages, wageColumns } from '@lembur/contracts/wages'
import { assertMay, DomainError } from '@lembur/domain/kernel'
import { importWages } from '@lembur/domain/wage'
import { ImportError, readTable } from '@lembur/reports/import'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Serving } from '../serving.ts'
import { parsed } from './input.ts'
import { signedIn } from './signed-in.ts'
import { ExportFormat, sendTable } from './table.ts'
import { readUpload } from './upload.ts'

export const WageTemplate = z.object({ format: ExportFormat.default('csv') })

/** Wages come in by a file; none goes out by one. */
export async function wageFiles(app: FastifyInstance, serving: Serving): Promise<void> {
  app.get<{ Querystring: Record<string, unknown> }>('/api/v1/wages/template', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    assertMay(ctx.actor, 'wage.update')
    const { format } = parsed(WageTemplate, readQuery(WageTemplate, request.query))
    return sendTable(reply, { name: 'wages', format, header: wageColumns, rows: noRows() })
  })

  app.post('/api/v1/wages/import-file', async (request, reply) => {
    const ctx = await signedIn(serving, request, reply)
    assertMay(ctx.actor, 'wage.update') // before the file is read
    const { bytes, fields } = await readUpload(serving, ctx, request)
    const table = await readTable(bytes).catch((error: unknown) => {
      throw error instanceof ImportError ? new DomainError(error.code === 'file.too_large' ? 'too_large' : 'invalid', error.code) : error
    })
    const { dryRun, replaceExisting } = readQuery(ImportWages, fields)
    return importWages(ctx, parsed(ImportWages, { ...table, dryRun, replaceExisting }))
  })
}

async function* noRows(): AsyncGenerator<never> {}
