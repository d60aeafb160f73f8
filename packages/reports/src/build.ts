import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { PassThrough, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReportKind } from '@lembur/contracts/reports'
import { writeDailyForm } from './excel/daily-form.ts'
import { writeDailySummary } from './excel/daily-summary.ts'
import type { ReportRows, Written } from './excel/department-sheets.ts'
import { writePeriodForm } from './excel/period-form.ts'
import { writePeriodSummary } from './excel/period-summary.ts'

/** First and last work date, `YYYY-MM-DD`; the same one twice for the workbooks of a day. */
export interface DateRange {
  start: string
  end: string
}

export interface BuiltWorkbook extends Written {
  bytes: Buffer
  /** Hexadecimal. The same rows always give the same one. */
  sha256: string
}

/** Writes one of the four workbooks to a sink and ends it; a daily one takes the start of its range as its date. */
export function writeWorkbook(kind: ReportKind, range: DateRange, rows: ReportRows, sink: Writable): Promise<Written> {
  const write: Record<ReportKind, () => Promise<Written>> = {
    'daily-form': () => writeDailyForm(rows, { date: range.start }, sink),
    'daily-summary': () => writeDailySummary(rows, sink),
    'period-form': () => writePeriodForm(rows, range, sink),
    'period-summary': () => writePeriodSummary(rows, sink),
  }
  return write[kind]()
}

/**
 * Builds a workbook in memory. Rows come sorted by department code; then, for a day, by start time and worker id, and for
 * a period by date, start time and worker id.
 */
export async function buildWorkbook(kind: ReportKind, range: DateRange, rows: ReportRows): Promise<BuiltWorkbook> {
  const chunks: Buffer[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  const written = await writeWorkbook(kind, range, rows, sink)
  const bytes = Buffer.concat(chunks)
  return { ...written, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Builds a workbook straight into a file, for more rows than should be held in memory. A failed build leaves no file. */
export async function buildWorkbookFile(
  kind: ReportKind,
  range: DateRange,
  rows: ReportRows,
  path: string,
): Promise<Written & { size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const sink = new PassThrough()
  sink.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    size += chunk.length
  })
  const stored = pipeline(sink, createWriteStream(path))
  try {
    const [written] = await Promise.all([writeWorkbook(kind, range, rows, sink), stored])
    return { ...written, size, sha256: hash.digest('hex') }
  } catch (error) {
    sink.destroy()
    await stored.catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}
