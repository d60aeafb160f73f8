import { DomainError } from '@lembur/domain/kernel'
import { csvStream, type ExportCell, xlsxBytes } from '@lembur/reports/export'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { sendFile } from './send.ts'

export const ExportFormat = z.enum(['csv', 'xlsx'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** A workbook is made in memory; whoever wants more takes CSV, which streams. */
export const mostWorkbookRows = 25_000

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Table = { name: string; format: ExportFormat; header: readonly string[]; rows: AsyncIterator<readonly ExportCell[]> }

/**
 * Sends a table as a file. Its first row is fetched before anything is sent, so that a refusal is still an answer of its own.
 * @throws DomainError `file.too_large` with `mostRows` for a workbook of more than 25,000 rows
 */
export async function sendTable(reply: FastifyReply, { name, format, header, rows }: Table): Promise<FastifyReply> {
  const first = await rows.next()
  if (format === 'csv') {
    const file = csvStream({ header, rows: continued(first, rows) })
    return sendFile(reply, { fileName: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', bytes: file })
  }
  const all: (readonly ExportCell[])[] = []
  for await (const row of continued(first, rows)) {
    if (all.length === mostWorkbookRows) throw new DomainError('too_large', 'file.too_large', { mostRows: mostWorkbookRows })
    all.push(row)
  }
  return sendFile(reply, { fileName: `${name}.xlsx`, mediaType: workbookType, bytes: xlsxBytes({ header, rows: all }) })
}

async function* continued<Row>(first: IteratorResult<Row, unknown>, rest: AsyncIterator<Row>): AsyncGenerator<Row> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
