import { buffer } from 'node:stream/consumers'
import { deflateRawSync } from 'node:zlib'
import exceljs from 'exceljs'
import { describe, expect, test } from 'vitest'
import { utils, write } from 'xlsx'
import { csvStream, xlsxBytes } from './export.ts'
import { readTable } from './import.ts'

const csv = (content: string) => readTable(Buffer.from(content))
const lines = (count: number) => Array.from({ length: count }, (_, index) => [`MW${index}`, `Person ${index}`])

/** A zip of one entry, with whatever sizes its directory shall claim. */
function zipOf(name: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content)
  const entry = Buffer.alloc(30)
  entry.writeUInt32LE(0x04034b50, 0)
  entry.writeUInt16LE(8, 8)
  entry.writeUInt32LE(packed.length, 18)
  entry.writeUInt32LE(claimed, 22)
  entry.writeUInt16LE(name.length, 26)
  const directory = Buffer.alloc(46)
  directory.writeUInt32LE(0x02014b50, 0)
  directory.writeUInt16LE(8, 10)
  directory.writeUInt32LE(packed.length, 20)
  directory.writeUInt32LE(claimed, 24)
  directory.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([entry, Buffer.from(name), packed, directory, Buffer.from(name), end])
}

describe('a CSV upload', () => {
  test.each([
    ['commas', 'id,name\n1,Siti\n'],
    ['semicolons', 'id;name\r\n1;Siti\r\n'],
    ['tabs', 'id\tname\n1\tSiti'],
    ['a byte order mark', '\uFEFFid,name\n1,Siti\n'],
    ['old Mac line ends', 'id,name\r1,Siti\r'],
    ['quotes', '"id","name"\n"1","Siti"\n'],
    ['blank lines', '\n\nid,name\n,\n1,Siti\n\n'],
    ['cells right of the header', 'id,name\n1,Siti,more\n'],
    ['spaces', ' id , name \n 1 , Siti \n'],
  ])('may have %s', async (_what, content) => {
    expect(await csv(content)).toEqual({ header: ['id', 'name'], rows: [['1', 'Siti']] })
  })

  test('may have separators, quotes and line ends inside quotes', async () => {
    expect(await csv('a,b\n"x, ""y""\nz",中文\n')).toEqual({ header: ['a', 'b'], rows: [['x, "y"\nz', '中文']] })
    expect((await csv('"a,b";c\n1;2')).header).toEqual(['a,b', 'c'])
  })

  test('that an export wrote comes back as it was, and goes out guarded again', async () => {
    const names = ['=1+1', '-Siti', "'=quoted", '  @b', '+62', 'Siti', "O'Neil", '=cmd|"/c calc"!A1']
    const table = { header: ['id', 'name'], rows: names.map((name, index) => [`${index}`, name]) }
    const file = await buffer(csvStream(table))
    expect((await readTable(file)).rows).toEqual(names.map((name, index) => [`${index}`, name.trim()]))
    expect(file.toString().match(/,"?[=+\-@]/)).toBeNull()
  })

  test('fills short rows up to the header', async () => {
    expect((await csv('a,b,c\n1\n')).rows).toEqual([['1', '', '']])
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['only blank lines', Buffer.from('\n ,\n')],
    ['letters that are not UTF-8', Buffer.from([0x61, 0x2c, 0xe9, 0x0a])],
    ['a quote that never ends', Buffer.from('a,b\n"1,2\n3,4')],
  ])('with %s is unreadable', async (_what, bytes) => {
    await expect(readTable(bytes)).rejects.toMatchObject({ name: 'ImportError', code: 'import.unreadable' })
  })

  test('has at most 5,000 rows below the header', async () => {
    const content = (count: number) =>
      `id,name\n${lines(count)
        .map((line) => line.join(','))
        .join('\n')}`
    expect((await csv(content(5000))).rows).toHaveLength(5000)
    await expect(csv(content(5001))).rejects.toMatchObject({ code: 'import.too_many_rows' })
  })
})

describe('an XLSX upload', () => {
  test('is read as a person would type it', async () => {
    const book = new exceljs.Workbook()
    const sheet = book.addWorksheet('People')
    sheet.addRow(['id', 'name', 'born', 'at', 'code', 'large', 'share', 'yes', 'formula', 'clock'])
    const row = sheet.addRow([
      '00042',
      ' Siti ',
      new Date(Date.UTC(2026, 0, 5)),
      new Date(Date.UTC(2026, 0, 5, 17, 30)),
      42,
      123456789012,
      1234.5,
      true,
    ])
    row.getCell(4).numFmt = 'dd/mm/yyyy hh:mm'
    row.getCell(5).numFmt = '000000'
    row.getCell(7).numFmt = '#,##0.00'
    row.getCell(9).value = { formula: '1+1', result: 2 }
    row.getCell(10).value = 0.75
    row.getCell(10).numFmt = 'hh:mm'
    const bytes = Buffer.from(await book.xlsx.writeBuffer())
    expect((await readTable(bytes)).rows).toEqual([
      ['00042', 'Siti', '2026-01-05', '2026-01-05 17:30', '000042', '123456789012', '1234.5', 'TRUE', '2', '18:00'],
    ])
  })

  test('gives back what an export wrote', async () => {
    const table = { header: ['id', 'name'], rows: lines(5000) }
    expect(await readTable(xlsxBytes(table))).toEqual(table)
  })

  test('has at most 5,000 rows below the header', async () => {
    await expect(readTable(xlsxBytes({ header: ['id', 'name'], rows: lines(5001) }))).rejects.toMatchObject({
      code: 'import.too_many_rows',
    })
  })

  test('without a sheet that holds anything is unreadable', async () => {
    await expect(readTable(xlsxBytes({ header: [], rows: [] }))).rejects.toMatchObject({ code: 'import.unreadable' })
  })

  test('is stopped when it takes too long', async () => {
    const bytes = xlsxBytes({ header: ['id', 'name'], rows: lines(5000) })
    await expect(readTable(bytes, { milliseconds: 1 })).rejects.toMatchObject({ code: 'import.unreadable' })
  })
})

describe('a hostile upload', () => {
  test('that needs more memory than its thread has is unreadable, and harms nobody else', async () => {
    const bytes = xlsxBytes({ header: ['id', 'name'], rows: lines(5000) })
    await expect(readTable(bytes, { megabytes: 8 })).rejects.toMatchObject({
      code: 'import.unreadable',
      cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' },
    })
  })

  test('with a header of more than 200 columns is unreadable', async () => {
    const header = (count: number) => Array.from({ length: count }, (_, index) => `column ${index}`)
    expect((await csv(header(200).join(','))).header).toHaveLength(200)
    await expect(csv(header(201).join(','))).rejects.toMatchObject({ code: 'import.unreadable' })
  })

  test.each([
    ['an old XLS', write(utils.book_new(utils.aoa_to_sheet([['a']])), { type: 'buffer', bookType: 'biff8' })],
    ['an OpenDocument sheet', write(utils.book_new(utils.aoa_to_sheet([['a']])), { type: 'buffer', bookType: 'ods' })],
    ['a binary workbook', write(utils.book_new(utils.aoa_to_sheet([['a']])), { type: 'buffer', bookType: 'xlsb' })],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['UTF-16', Buffer.from('\uFEFFa,b', 'utf16le')],
    ['text with nulls', Buffer.from('a,b\0\n')],
    ['some other zip', zipOf('hello.txt', Buffer.from('hello'))],
  ])('%s is of the wrong type', async (_what, bytes: Buffer) => {
    await expect(readTable(bytes)).rejects.toMatchObject({ code: 'file.wrong_type' })
  })

  test('that claims to unpack to more than 50 MB, or to 200 times its size, is too large', async () => {
    const claims = zipOf('xl/workbook.xml', Buffer.from('x'), 51 * 1024 * 1024)
    await expect(readTable(claims)).rejects.toMatchObject({ code: 'file.too_large' })
    const dense = zipOf('xl/workbook.xml', Buffer.alloc(1024 * 1024))
    expect(dense.length * 200).toBeLessThan(1024 * 1024)
    await expect(readTable(dense)).rejects.toMatchObject({ code: 'file.too_large' })
    await expect(readTable(Buffer.alloc(50 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: 'file.too_large' })
  })

  test('of more parts than a workbook has is too large', async () => {
    const many = zipOf('xl/workbook.xml', Buffer.from('x'))
    many.writeUInt16LE(2001, many.length - 12)
    await expect(readTable(many)).rejects.toMatchObject({ code: 'file.too_large' })
  })

  test('that claims to be small and is not is unreadable, without being unpacked', async () => {
    await expect(readTable(zipOf('xl/workbook.xml', Buffer.alloc(40 * 1024 * 1024), 100))).rejects.toMatchObject({
      code: 'import.unreadable',
    })
  })

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['without its end', (bytes: Buffer) => bytes.subarray(0, -22)],
    ['of random bytes behind the magic ones', () => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(1000, 7)])],
    ['with a broken middle', (bytes: Buffer) => Buffer.from(bytes).fill(0, 60, 400)],
  ])('%s is unreadable', async (_what, broken) => {
    await expect(readTable(broken(xlsxBytes({ header: ['a'], rows: lines(100) })))).rejects.toMatchObject({ code: 'import.unreadable' })
  })
})
