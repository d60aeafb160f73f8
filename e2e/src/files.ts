import type { Locator, Page } from 'playwright-core'
import { read, utils } from 'xlsx'

/** Clicks a link that downloads and answers the name it proposes with the bytes. */
export async function download(page: Page, link: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) }
}

/** The rows of all sheets of a workbook, as the texts that a reader sees. */
export function rowsOf(bytes: Buffer): string[][] {
  const { Sheets, SheetNames } = read(bytes, { type: 'buffer' })
  return SheetNames.flatMap((name) => utils.sheet_to_json<unknown[]>(Sheets[name]!, { header: 1, raw: false })).map((row) =>
    Array.from(row, (cell) => String(cell ?? '')),
  )
}

/** The one row that has this text in a cell. @throws RangeError where there is not exactly one */
export function rowWith(bytes: Buffer, text: string): string[] {
  const found = rowsOf(bytes).filter((row) => row.includes(text))
  if (found.length !== 1) throw new RangeError(`${found.length} rows have "${text}"`)
  return found[0]!
}
