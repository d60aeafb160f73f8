import { expect, test } from 'vitest'
import { root } from './command.ts'
import { count } from './level.ts'
import type { Outcome } from './outcome.ts'
import { closingLine, failureOf, table } from './report.ts'

const row = (name: string, outcome: Partial<Outcome>) => ({
  name,
  about: 'something',
  seconds: 1.25,
  outcome: { passed: 0, failed: 0, skipped: 0, output: 'all it said', ...outcome },
})

const report = (tests: Partial<Parameters<typeof count>[0]>) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...tests,
})

test('the last line counts what passed and failed, and names skipped ones only if there are any', () => {
  expect(closingLine([row('a', { passed: 3 }), row('b', { failed: 1, passed: 1 })])).toBe('4 passed, 1 failed')
  expect(closingLine([row('a', { passed: 3 }), row('b', { skipped: 2 })])).toBe('3 passed, 0 failed, 2 skipped')
})

test('a failed check shows what it said, a passed one does not', () => {
  expect(failureOf(row('types', { failed: 1 }))).toBe('FAILED   types (1.3 s)\nall it said\n')
  expect(failureOf(row('types', { passed: 1 }))).toBe('passed   types (1.3 s)')
})

test('the closing table has a line for each check', () => {
  const lines = table([row('unit', { passed: 120 }), row('browser', { skipped: 1 })]).split('\n')
  expect(lines[2]).toMatch(/^unit +passed +120 +0 +0 +1\.3 +something$/)
  expect(lines[3]).toMatch(/^browser +skipped +0 +0 +1 /)
})

test('a level counts its tests', () => {
  expect(count(report({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2 }), 1, '')).toMatchObject({
    passed: 7,
    failed: 1,
    skipped: 2,
  })
})

test.each([
  [
    'a file that cannot be loaded',
    report({ numPassedTests: 7, testResults: [{ name: 'a.test.ts', status: 'failed', message: 'no such file', assertionResults: [] }] }),
    1,
  ],
  ['an error outside of any test', report({ numPassedTests: 7 }), 1],
  ['a level without tests', report({}), 0],
  ['a run that ended without a report', undefined, 1],
])('%s is a failure although no test failed', (_, given, code) => {
  expect(count(given, code, '')).toMatchObject({ failed: 1 })
})

test('a level that failed names its failed tests and files, and nothing that passed', () => {
  const passed = { status: 'passed', fullName: 'an hour is an hour', failureMessages: [] }
  const failed = { status: 'failed', fullName: 'a night ends', failureMessages: ['expected 8 to be 7'] }
  const testResults = [
    { name: `${root}packages/a.test.ts`, status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: `${root}packages/b.test.ts`, status: 'failed', message: 'no such file', assertionResults: [] },
    { name: `${root}packages/c.test.ts`, status: 'passed', message: '', assertionResults: [passed] },
  ]
  expect(count(report({ numPassedTests: 2, numFailedTests: 1, testResults }), 1, 'all that passed').output).toBe(
    'packages/a.test.ts > a night ends\nexpected 8 to be 7\n\npackages/b.test.ts\nno such file',
  )
})

test('an error outside of any test shows the end of what was printed', () => {
  const printed = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n')
  const { output } = count(report({ numPassedTests: 7 }), 1, printed)
  expect([output.includes('line 199'), output.includes('line 0\n')]).toEqual([true, false])
})
