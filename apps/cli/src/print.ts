/** Lines of columns, padded; East Asian letters take two places. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, width(cell))), [])
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell + ' '.repeat(widths[index]! - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g
const width = (text: string) => [...text].length + (text.match(wide)?.length ?? 0)

/** 1234567 → "1,234,567". */
export const count = (n: number): string => n.toLocaleString('en')

/** "1 row", "2 rows". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** Bytes for people: "35 kB", "2.1 MB". */
export function size(bytes: number): string {
  const [unit, factor] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  const value = bytes / factor
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`
}
