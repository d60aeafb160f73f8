import type { Outcome } from './outcome.ts'

/** One line of the closing table. */
export type Row = { name: string; about: string; seconds: number; outcome: Outcome }

const stateOf = ({ failed, passed, skipped }: Outcome) => (failed > 0 ? 'FAILED' : passed === 0 && skipped > 0 ? 'skipped' : 'passed')

/** What is printed when a check is done: one line, and what it had to say if it failed or could not run. */
export function failureOf({ name, seconds, outcome }: Row): string {
  const line = `${stateOf(outcome).padEnd(8)} ${name} (${seconds.toFixed(1)} s)`
  return stateOf(outcome) === 'passed' ? line : `${line}\n${outcome.output.trim()}\n`
}

/** The closing table: what ran, what came of it, how many, how long. */
export function table(rows: Row[]): string {
  const head = ['check', 'result', 'passed', 'failed', 'skipped', 'seconds', 'what']
  const body = rows.map(({ name, about, seconds, outcome }) => [
    name,
    stateOf(outcome),
    String(outcome.passed),
    String(outcome.failed),
    String(outcome.skipped),
    seconds.toFixed(1),
    outcome.note ? `${about} (${outcome.note})` : about,
  ])
  const all = [head, ...body]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const isNumber = (column: number) => column >= 2 && column <= 5
  const format = (row: string[]) =>
    row
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [format(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(format)].join('\n')
}

/** The last line of the run: `N passed, N failed`, with `, N skipped` only if any were. */
export function closingLine(rows: Row[]): string {
  const sum = (pick: (outcome: Outcome) => number) => rows.reduce((total, row) => total + pick(row.outcome), 0)
  const skipped = sum((outcome) => outcome.skipped)
  const line = `${sum((outcome) => outcome.passed)} passed, ${sum((outcome) => outcome.failed)} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}
