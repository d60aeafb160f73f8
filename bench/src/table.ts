/** Columns of text, the first to the left, the others to the right. */
export function table(header: string[], rows: (string | number)[][]): string {
  const text = [
    header,
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en', { maximumFractionDigits: 2 }) : cell))),
  ]
  const widths = header.map((_, column) => Math.max(...text.map((row) => (row[column] ?? '').length)))
  return text
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n')
}
