import { ImportError } from './import-error.ts'

/** A text of bytes that may begin with a byte order mark. @throws ImportError when it is not UTF-8, or not text at all */
export function utf8Text(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ImportError('import.unreadable', { cause })
  }
  if (text.includes('\0')) throw new ImportError('file.wrong_type')
  return text
}

/** The separator that stands most often in the first line, outside quotes; a comma where there is none. */
export function separatorOf(text: string): ',' | ';' | '\t' {
  const counts = { ',': 0, ';': 0, '\t': 0 }
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === ',' || character === ';' || character === '\t') counts[character]++
    else if (character === '\n' || character === '\r') {
      if (counts[','] + counts[';'] + counts['\t'] > 0) break
    }
  }
  if (counts[';'] > counts[','] && counts[';'] >= counts['\t']) return ';'
  return counts['\t'] > counts[','] ? '\t' : ','
}

/** The apostrophe that an export puts before what looks like a formula is not part of the text. */
const unguarded = (cell: string): string => (/^'['\s]*[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell)

/**
 * The lines of a CSV text (RFC 4180, any line end), cell by cell. A quote inside an unquoted cell is taken as it is.
 * @throws ImportError `import.unreadable` when a quoted cell never ends
 */
export function* csvLines(text: string): Generator<string[]> {
  const separator = separatorOf(text)
  let line: string[] = []
  let at = 0
  while (at <= text.length) {
    let cell = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const quote = text.indexOf('"', at)
        if (quote === -1) throw new ImportError('import.unreadable')
        cell += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        cell += '"'
        at++
      }
    }
    const start = at
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
    line.push(unguarded(cell + text.slice(start, at)))
    if (text[at] === separator) {
      at++
      continue
    }
    yield line
    line = []
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
  }
}
