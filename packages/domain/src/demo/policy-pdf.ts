/** A page of text: its heading, then paragraphs. */
type Page = readonly string[]

const width = 595
const height = 842
const margin = 64
const lineLength = 88

/**
 * A plain PDF 1.4, A4, one page an entry, set in Helvetica, which every reader has. Texts are ASCII. The same pages give the same
 * bytes. (ISO 32000-1, 7.5: header, objects, cross-reference table, trailer.)
 */
export function textPdf(title: string, pages: readonly Page[]): Uint8Array {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((page, index) => {
      const content = contentOf(page)
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ]
    }),
    `<< /Title (${escaped(title)}) >>`,
  ]
  return new TextEncoder().encode(assembled(objects))
}

function assembled(objects: string[]): string {
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${entries}${trailer}`
}

function contentOf([heading = '', ...paragraphs]: Page): string {
  const lines = paragraphs.flatMap((paragraph) => [...wrapped(paragraph), ''])
  const body = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n')
  return `BT\n/F1 20 Tf\n${margin} ${height - margin - 20} Td\n(${escaped(heading)}) Tj\n/F1 11 Tf\n16 TL\n0 -36 Td\n${body}\nET`
}

function wrapped(paragraph: string): string[] {
  const lines: string[] = []
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < lineLength) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&')
