import { expect, test } from 'vitest'
import { xlsxBytes } from '../export.ts'
import { readZipDirectory, unpack } from './zip-directory.ts'

const bytes = xlsxBytes({ header: ['a'], rows: Array.from({ length: 2000 }, (_, index) => [index]) })
const sheet = readZipDirectory(bytes).find((entry) => entry.name === 'xl/worksheets/sheet1.xml')!

test('an entry unpacks to what its directory claims', () => {
  expect(unpack(bytes, sheet)).toHaveLength(sheet.unpacked)
})

test('an entry that holds more than claimed is stopped while it unpacks, one that holds less is found out', () => {
  expect(() => unpack(bytes, { ...sheet, unpacked: 100 })).toThrow(
    expect.objectContaining({ code: 'import.unreadable', cause: expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }) }),
  )
  expect(() => unpack(bytes, { ...sheet, unpacked: sheet.unpacked + 1 })).toThrow(expect.objectContaining({ code: 'import.unreadable' }))
})

test('an entry that points elsewhere is unreadable', () => {
  for (const offset of [1, bytes.length - 2, 0xfffffff0]) {
    expect(() => unpack(bytes, { ...sheet, offset })).toThrow(expect.objectContaining({ code: 'import.unreadable' }))
  }
})
