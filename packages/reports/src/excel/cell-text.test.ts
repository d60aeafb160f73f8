import { expect, test } from 'vitest'
import { cellText } from './cell-text.ts'

test.each([
  ['plain', 'plain'],
  ['=1+1', '=1+1'],
  ['a\u0000\u0007b\u007F', 'ab'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['half \uD83D character', 'half \uFFFD character'],
  ['no \uFFFE such', 'no  such'],
  ['_x0041_', '_x005F_x0041_'],
  ['_x00', '_x00'],
])('%j becomes %j', (text, cell) => {
  expect(cellText(text)).toBe(cell)
})

test('a text too long for a cell is cut, and says so', () => {
  expect(cellText('a'.repeat(32_767))).toHaveLength(32_767)
  const cut = cellText('a'.repeat(40_000))
  expect(cut).toHaveLength(32_767)
  expect(cut.endsWith('a…')).toBe(true)
})
