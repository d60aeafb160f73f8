import type { ShareEntry } from './port.ts'

/** Name padded to 30, attributes in 7, size in 8 or more, two spaces, the date as `asctime` writes it, in UTC. */
const entryLine = /^ {2}(.+)([ A-Z]{7}) ([ \d]{8}|\d{9,}) {2}([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/

/** The entries in the output of `ls`, without "." and "..". */
export function listedEntries(output: string): ShareEntry[] {
  return output.split('\n').flatMap((line) => {
    const [, padded, attributes, size, date] = entryLine.exec(line) ?? []
    if (padded === undefined || attributes === undefined) return []
    const name = padded.trimEnd()
    if (name === '.' || name === '..') return []
    const isFolder = attributes.includes('D')
    return [{ name, size: isFolder ? 0 : Number(size), isFolder, changedAt: Date.parse(`${date} UTC`) }]
  })
}
