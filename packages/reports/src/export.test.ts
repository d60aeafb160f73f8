import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { csvStream, type ExportStream, xlsxBytes } from './export.ts'

/** The bytes as text, with the byte order mark that a decoder would swallow. */
const csv = async (table: ExportStream) => (await buffer(csvStream(table))).toString('utf8')

test('CSV has a byte order mark, CRLF, and quotes where RFC 4180 asks for them', async () => {
  const rows = [
    ['MW0001', 'Siti, Rahayu', 3.5, null],
    ['MW0002', 'says "yes"', -1, 'two\nlines'],
  ]
  expect(await csv({ header: ['Worker', 'Name', 'Hours', 'Detail'], rows })).toBe(
    '\uFEFFWorker,Name,Hours,Detail\r\nMW0001,"Siti, Rahayu",3.5,\r\nMW0002,"says ""yes""",-1,"two\nlines"\r\n',
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@A1', "'@A1"],
  ['\tx', `"'\tx"`],
  ['\rx', `"'\rx"`],
  ['=cmd|"/c calc"', `"'=cmd|""/c calc"""`],
  ['a=1', 'a=1'],
  ["'quoted", "'quoted"],
  ['  =1+1', "'  =1+1"],
  ['\u00a0=1+1', "'\u00a0=1+1"],
  ['\n=1+1', `"'\n'=1+1"`],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ["'=1+1", "''=1+1"],
  ['Shift 1;=1+1', `"Shift 1;'=1+1"`],
  ['a\t =1+1', `"a\t '=1+1"`],
  ['Ramp, -2 people', '"Ramp, -2 people"'],
  ['3 - 2', '3 - 2'],
])('CSV guards %j against being run as a formula', async (value, cell) => {
  expect(await csv({ header: ['=h'], rows: [[value]] })).toBe(`\uFEFF'=h\r\n${cell}\r\n`)
})

test('CSV takes rows only as fast as it is read', async () => {
  let taken = 0
  function* endless() {
    for (;;) {
      taken++
      yield [`row ${taken}`, 'x'.repeat(100)]
    }
  }
  const stream = csvStream({ header: ['a', 'b'], rows: endless() })
  for await (const piece of stream) {
    expect(piece.length).toBeGreaterThan(1000)
    break
  }
  expect(taken).toBeLessThan(10_000)
})

test('XLSX keeps texts as texts and numbers as numbers', () => {
  const bytes = xlsxBytes({
    header: ['Worker', 'Hours'],
    rows: [
      ['=1+1', 3.5],
      ['00042', null],
      ['中文 😀 <&>', -1],
    ],
  })
  const book = read(bytes, { type: 'buffer' })
  const sheet = book.Sheets[book.SheetNames[0]!]!
  expect(utils.sheet_to_json(sheet, { header: 1 })).toEqual([['Worker', 'Hours'], ['=1+1', 3.5], ['00042'], ['中文 😀 <&>', -1]])
  expect(sheet.A2).toMatchObject({ t: 's', v: '=1+1' })
  expect(sheet.A2).not.toHaveProperty('f')
})

test('XLSX takes a text longer than a cell, and no rows at all', () => {
  expect(xlsxBytes({ header: ['a'], rows: [['x'.repeat(50_000)]] }).length).toBeGreaterThan(1000)
  expect(xlsxBytes({ header: ['a'], rows: [] }).length).toBeGreaterThan(1000)
})
