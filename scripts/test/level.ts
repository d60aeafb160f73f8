import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { command, root } from './command.ts'
import type { Outcome } from './outcome.ts'

/** The part of Vitest's JSON report that we count. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; message: string; assertionResults: TestResult[] }[]
}
type TestResult = { status: string; fullName: string; failureMessages: string[] }

/** How much of what Vitest printed is shown where the report names no test: enough for an error outside of any. */
const tailLines = 80

/** Runs one level of tests and counts what Vitest reports. */
export async function runLevel(name: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'lembur-report-'))
  const file = join(folder, 'report.json')
  try {
    const line = `vitest run --project ${name} --reporter=default --reporter=json --outputFile.json="${file}"`
    const { code, output } = await command(line, { env: { FORCE_COLOR: '0', NO_COLOR: '1' } })
    return count(read(file), code, output)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * A file that cannot be loaded, a level without tests and an error outside of any test have no failed test to count, and
 * are failures all the same.
 */
export function count(report: Report | undefined, code: number, output: string): Outcome {
  const broken = report?.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((each) => each.status === 'failed'),
  )
  const passed = report?.numPassedTests ?? 0
  const failed = (report?.numFailedTests ?? 0) + (broken?.length ?? 0)
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const files = report?.testResults.length ?? 0
  const unnamed = failed === 0 && (code !== 0 || passed + skipped === 0)
  const said = unnamed || !report ? output.trimEnd().split('\n').slice(-tailLines).join('\n') : failures(report)
  return { passed, failed: unnamed ? 1 : failed, skipped, output: said, note: `${files} files` }
}

/** What failed, test by test, and nothing else: who reads a long log from its beginning must not have to look for it. */
function failures(report: Report): string {
  const of = (file: Report['testResults'][number]) => {
    const name = relative(root, file.name)
    const tests = file.assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length === 0) return file.status === 'failed' ? [`${name}\n${file.message}`] : []
    return tests.map(({ fullName, failureMessages }) => `${name} > ${fullName}\n${failureMessages.join('\n')}`)
  }
  return report.testResults.flatMap(of).join('\n\n')
}

function read(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}
