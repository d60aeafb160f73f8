import { type EventEmitter, once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import exceljs from 'exceljs'

/** Stands for "no date of its own" in the file, so that the same rows always give the same bytes. */
const fixedDate = new Date(Date.UTC(2000, 0, 1))
const product = 'Lembur'

/** What may wait between the sheet and the compressor before the rows have to wait too, in bytes. */
const buffered = 1024 * 1024

/**
 * How many different texts are kept in the table of texts that every reader knows best. It stays in memory until the end,
 * so the texts of a workbook with more of them are written into their cells.
 */
const tableOfTexts = 50_000

/** The archive that exceljs writes into; its types leave it out. */
interface Archive extends EventEmitter {
  append(source: string | { pipe(to: Writable): void }, entry: { name: string; date?: Date }): Archive
  abort(): Archive
}

class Writer extends exceljs.stream.xlsx.WorkbookWriter {
  declare readonly zip: Archive
  declare readonly sharedStrings: { readonly count: number }
  declare useSharedStrings: boolean
  /** The way of the sheet being written to the compressor. Not initialised here: the parent's constructor already fills it. */
  declare way: PassThrough | undefined

  /**
   * The first thing the parent's constructor adds to the archive, hence the place to take hold of it: each entry gets
   * the fixed date, and each sheet a way that says when it is full, which exceljs does not care about.
   */
  override addThemes(): Promise<void> {
    const append = this.zip.append.bind(this.zip)
    this.zip.append = (source, entry) => {
      const dated = { ...entry, date: fixedDate }
      if (typeof source === 'string') return append(source, dated)
      this.way = new PassThrough({ highWaterMark: buffered })
      source.pipe(this.way)
      return append(this.way, dated)
    }
    return super.addThemes()
  }
}

/** A workbook being written to a stream, sheet after sheet and row after row, in bounded memory. */
export interface WorkbookStream {
  /** Opens a sheet. The one before it must be committed. */
  sheet(title: string, widths: readonly number[]): exceljs.Worksheet
  /** Waits while the sink is slower than the rows; call it after each row. Throws what broke the sink. */
  ready(): Promise<void>
  /** Writes what follows the sheets and waits until the sink has everything. Throws what broke the sink. */
  finish(): Promise<void>
  /** Gives up: nothing more is written. The sink is its owner's to destroy. */
  abandon(): void
}

/** Opens a workbook on a sink. Sheets are written as they come, so nothing can be changed once its row is committed. */
export function openWorkbook(sink: Writable): WorkbookStream {
  const writer = new Writer({ stream: sink, useStyles: true, useSharedStrings: true })
  writer.created = fixedDate
  writer.modified = fixedDate
  writer.creator = product
  writer.lastModifiedBy = product
  writer.zip.on('error', (error: Error) => sink.destroy(error))

  const broken = new AbortController()
  const written = finished(sink, { readable: false })
  written.catch((error) => broken.abort(error))

  let sheet: exceljs.Worksheet & { useSharedStrings?: boolean }
  const keepTableSmall = () => {
    if (!writer.useSharedStrings || writer.sharedStrings.count < tableOfTexts) return
    writer.useSharedStrings = false
    sheet.useSharedStrings = false
  }

  return {
    sheet(title, widths) {
      sheet = writer.addWorksheet(title)
      // The forms have no print setup of their own; exceljs would write its defaults.
      sheet.pageSetup = { margins: sheet.pageSetup.margins }
      sheet.columns = widths.map((width) => ({ width }))
      return sheet
    },
    async ready() {
      keepTableSmall()
      broken.signal.throwIfAborted()
      if (!writer.way?.writableNeedDrain) return
      await once(writer.way, 'drain', { signal: broken.signal }).catch((error) => {
        throw broken.signal.aborted ? broken.signal.reason : error
      })
    },
    async finish() {
      await Promise.all([Promise.race([writer.commit(), written]), written])
    },
    abandon() {
      writer.zip.abort()
    },
  }
}
