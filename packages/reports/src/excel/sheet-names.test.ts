import { expect, test } from 'vitest'
import { sheetNames } from './sheet-names.ts'

test.each([
  ['K390140R1C', 'K390140R1C'],
  ['A[B]C:D*E?F/G\\H', 'A-B-C-D-E-F-G-H'],
  ["'quoted'", 'quoted'],
  ["''", 'K390140R1C'],
  ['', 'K390140R1C'],
  ['   ', 'K390140R1C'],
  ['x'.repeat(40), 'x'.repeat(31)],
  [`${'x'.repeat(30)}'y`, 'x'.repeat(30)],
  [`${'x'.repeat(30)}😀`, 'x'.repeat(30)],
  ['History', 'History-'],
  ['測試部門', '測試部門'],
  ['A\u0000B\nC', 'AB-C'],
])('%j becomes %j', (code, name) => {
  expect(sheetNames()(code)).toBe(name)
})

test('no two sheets have the same name, whatever the case and length', () => {
  const nameOf = sheetNames()
  expect(['A/1', 'A:1', 'a-1', 'A-1 (2)'].map(nameOf)).toEqual(['A-1', 'A-1 (2)', 'a-1 (3)', 'A-1 (2) (2)'])
  const long = 'x'.repeat(40)
  expect([long, `${long}y`].map(nameOf)).toEqual(['x'.repeat(31), `${'x'.repeat(27)} (2)`])
})
