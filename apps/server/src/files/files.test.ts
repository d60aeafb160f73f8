import { deflateRawSync } from 'node:zlib'
import { Correction } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { readTable } from '@lembur/reports/import'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, startServer, type TestServer } from '../testing/server.ts'

let server: TestServer
let admin: Caller
let user: Caller

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  admin = await server.person('ptb_admin')
  user = await server.person('user')
})
afterAll(() => server.close())

const upload = (path: string, as: Caller, file: Blob | null, name: string, fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  if (file) form.append('file', file, name)
  return server.call('POST', path, { as, body: form })
}
const download = async (path: string, as: Caller) => {
  const response = await fetch(server.address + path, { headers: { authorization: `Bearer ${as.access}` } })
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) }
}
/** A workbook of a few kilobytes whose sheet would be 40 MB. */
function zipBomb(): Uint8Array<ArrayBuffer> {
  const name = 'xl/workbook.xml'
  const content = Buffer.alloc(40 * 1024 * 1024)
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(8, 8)
  head.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(content.length, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return new Uint8Array(Buffer.concat([head, Buffer.from(name), packed, entry, Buffer.from(name), end]))
}
const pdf = new Blob(['%PDF-1.7 the policy'])

describe('a regulation document', () => {
  it('goes up by who may, and comes down as an attachment that no page runs', async () => {
    const { status, body } = await upload('/api/v1/regulation-documents/', admin, pdf, 'Kebijakan lembur.pdf', { title: 'Policy' })
    expect({ status, body }).toMatchObject({ status: 201, body: { title: 'Policy', fileName: 'Kebijakan lembur.pdf', documentVersion: 1 } })
    const { headers, bytes } = await download(`/api/v1/regulation-documents/${body.id}/download/`, user)
    expect(new TextDecoder().decode(bytes)).toBe('%PDF-1.7 the policy')
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('content-disposition')).toContain('attachment; filename="Kebijakan lembur.pdf"')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is refused without the right, the file, a title, or a PDF in it', async () => {
    const path = '/api/v1/regulation-documents/'
    expect(await upload(path, user, pdf, 'a.pdf', { title: 'Policy' })).toMatchObject({ status: 403, body: { code: 'permission.denied' } })
    expect(await upload(path, admin, null, '', { title: 'Policy' })).toMatchObject({
      status: 400,
      body: { details: { fields: [{ path: 'file' }] } },
    })
    expect(await upload(path, admin, pdf, 'a.pdf')).toMatchObject({ status: 400, body: { details: { fields: [{ path: 'title' }] } } })
    expect(await upload(path, admin, new Blob(['<svg onload=alert(1)>']), 'a.pdf', { title: 'Policy' })).toMatchObject({
      status: 400,
      body: { code: 'file.wrong_type' },
    })
    const large = new Blob(['%PDF-', new Uint8Array(16 * 1024 * 1024)])
    expect(await upload(path, admin, large, 'a.pdf', { title: 'Policy' })).toMatchObject({ status: 413, body: { code: 'file.too_large' } })
    expect(await server.call('POST', path, { as: admin, json: {} })).toMatchObject({ status: 400, body: { code: 'file.wrong_type' } })
    expect(await server.call('POST', path, { body: new FormData() })).toMatchObject({ status: 401, body: { code: 'auth.required' } })
  })

  it('comes down as what it is, whatever it was called: a PDF that was called a page is no page', async () => {
    const path = '/api/v1/regulation-documents/'
    const both = (mark: string) => new Blob([`%PDF-1.7\n<html><script>alert(${mark})</script>`])
    const names: [string, string][] = [
      ['x.html', 'x.pdf'],
      ['policy.pdf.svg', 'policy.pdf'],
      ['Rule 1.2', 'Rule 1.2.pdf'],
      ['.htaccess', 'htaccess.pdf'],
      ['.pdf', 'pdf.pdf'],
      ['a\u202efdp.exe', 'a_fdp.pdf'],
      ['../../etc/passwd', 'passwd.pdf'],
    ]
    for (const [index, [name, stored]] of names.entries()) {
      const { body } = await upload(path, admin, both(String(index)), name, { title: 'Policy' })
      expect(body.fileName).toBe(stored)
      const { headers } = await download(`${path}${body.id}/download`, user)
      expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
        'application/pdf',
        expect.stringMatching(new RegExp(`^attachment; filename="${stored.replace(/\./g, '\\.')}"`)),
      ])
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    }
  })

  it('is not found by a wrong id', async () => {
    expect((await download(`/api/v1/regulation-documents/${newId()}/download`, user)).status).toBe(404)
    expect((await download('/api/v1/regulation-documents/1/download', user)).status).toBe(400)
  })
})

describe('a workbook', () => {
  it('comes down for who may read reports, once it has been built', async () => {
    const { plant, test } = server.world
    const organization_id = plant.organization.id
    const [built, waiting, file] = [newId(), newId(), newId()]
    await test.database.transaction({ organizationId: organization_id }, async ({ sql }) => {
      await sql`insert into stored_file ${sql({ organization_id, id: file, media_type: 'x', sha256: 'x', size: 2, bytes: Buffer.from('PK') })}`
      for (const [id, date, file_id] of [
        [built, '2026-06-10', file],
        [waiting, '2026-06-11', null],
      ])
        await sql`insert into report_file ${sql({
          organization_id,
          id,
          kind: 'daily-form',
          start_date: date,
          end_date: date,
          file_name: 'Lembur 10.xlsx',
          folder: 'June',
          file_id,
        })}`
    })
    const { status, headers, bytes } = await download(`/api/v1/reports/${built}/download/`, admin)
    expect({ status, text: new TextDecoder().decode(bytes) }).toEqual({ status: 200, text: 'PK' })
    expect(headers.get('content-disposition')).toContain('"Lembur 10.xlsx"')
    expect((await download(`/api/v1/reports/${waiting}/download/`, admin)).status).toBe(404)
    expect((await download(`/api/v1/reports/${built}/download/`, user)).status).toBe(403)
  })
})

describe('the export of requests', () => {
  beforeAll(async () => {
    const { employees, projects } = server.world.plant
    for (const [workDate, reason] of [
      ['2026-06-10', '=cmd|calc'],
      ['2026-06-11', 'Ramp, "fast"'],
    ])
      await server.call('POST', '/api/v1/overtime-requests/', {
        as: admin,
        json: {
          employeeId: employees.putri.id,
          projectId: projects.ramp.id,
          workDate,
          timeStart: '17:20',
          timeEnd: '19:20',
          reason,
          detail: 'x',
        },
      })
  })

  it('is a CSV of the filter, in which no cell is a formula', async () => {
    const { headers, bytes } = await download('/api/v1/overtime-requests/export/?from=2026-06-01&to=2026-06-30&status=pending', admin)
    expect(headers.get('content-disposition')).toContain('filename="overtime_2026-06-01_2026-06-30.csv"')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const { header, rows } = await readTable(bytes)
    expect(header.slice(0, 5)).toEqual(['number', 'work_date', 'worker_id', 'employee', 'department_code'])
    expect(rows.map((row) => [row[1], row[2], row[9], row[12]])).toEqual([
      ['2026-06-11', 'MW2402218', '2', 'Ramp, "fast"'],
      ['2026-06-10', 'MW2402218', '2', '=cmd|calc'],
    ])
    expect(new TextDecoder().decode(bytes)).toContain(",'=cmd|calc,")
  })

  it('is a workbook where that is asked for', async () => {
    const { headers, bytes } = await download('/api/v1/overtime-requests/export/?format=xlsx&from=2026-06-11', admin)
    expect(headers.get('content-disposition')).toMatch(/filename="overtime_2026-06-11_\d{4}-\d\d-\d\d\.xlsx"/)
    expect((await readTable(bytes)).rows).toHaveLength(1)
  })

  it('holds what its reader may see, and says what is wrong with its filter', async () => {
    expect((await readTable((await download('/api/v1/overtime-requests/export/', user)).bytes)).rows).toEqual([])
    expect((await download('/api/v1/overtime-requests/export/?from=yesterday', user)).status).toBe(400)
    expect((await download('/api/v1/overtime-requests/export/?format=exe', user)).status).toBe(400)
  })
})

describe('corrections as a file', () => {
  it('stand before and after beside each other, by the period they land in', async () => {
    const { employees, projects } = server.world.plant
    const post = (path: string, json: object) => server.call('POST', path, { as: admin, json })
    const times = { workDate: '2024-05-15', timeStart: '17:20', timeEnd: '18:20' }
    const request = { ...times, employeeId: employees.rizky.id, projectId: projects.ramp.id, reason: 'Ramp', detail: 'x' }
    const { body } = await post('/api/v1/overtime-requests/', request)
    await post(`/api/v1/overtime-requests/${body.id}/decision/`, { outcome: 'approved' })
    for (const to of ['closed', 'locked']) await post('/api/v1/overtime-periods/2024/5/state/', { to })
    const made = await post('/api/v1/overtime-corrections/', { requestId: body.id, timeEnd: '19:50', reason: '=gate' })
    expect(made).toMatchObject({ status: 201, body: { differenceMinutes: 90 } })
    const { year, month } = Correction.parse(made.body).landsIn
    const { headers, bytes } = await download(`/api/v1/overtime-corrections/export/?year=${year}&month=${month}`, admin)
    expect(headers.get('content-disposition')).toContain(`filename="corrections_${year}-${String(month).padStart(2, '0')}.csv"`)
    const { header, rows } = await readTable(bytes)
    const cell = (name: string) => rows[0]?.[header.indexOf(name)]
    expect([cell('corrects_period'), cell('before_time_end'), cell('before_hours'), cell('after_time_end'), cell('after_hours')]).toEqual([
      '2024-05',
      '18:20',
      '1',
      '19:50',
      '2.5',
    ])
    expect(cell('difference_hours')).toBe('1.5')
    expect(new TextDecoder().decode(bytes)).toContain(",'=gate,")
    expect((await readTable((await download('/api/v1/overtime-corrections/export/', user)).bytes)).rows).toEqual([])
  })
})

describe('the employees as a file', () => {
  it('make the round trip, after a dry run that changes nothing', async () => {
    const { headers, bytes } = await download('/api/v1/employees/export/', admin)
    expect(headers.get('content-disposition')).toMatch(/filename="employees_\d{4}-\d\d-\d\d\.csv"/)
    const changed = new Blob([new TextDecoder().decode(bytes).replace('Agus Setiawan', 'Agus S.')])
    const path = '/api/v1/employees/import-file/'
    const dry = await upload(path, admin, changed, 'employees.csv', { dryRun: 'true' })
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, totalRows: 3, updated: 1, unchanged: 2, applied: false } })
    expect(await upload(path, admin, changed, 'employees.csv')).toMatchObject({ body: { dryRun: false, updated: 1, applied: true } })
    expect(await upload(path, admin, changed, 'employees.csv')).toMatchObject({ body: { updated: 0, unchanged: 3 } })
  })

  it('take a formula as a name, and give it away as text, again and again', async () => {
    const path = '/api/v1/employees/import-file/'
    const name = '=HYPERLINK("http://example.com";"x")'
    const made = await upload(path, admin, new Blob([`worker_id,name\nMW9,"${name.replaceAll('"', '""')}"\n`]), 'a.csv')
    expect(made.body).toMatchObject({ created: 1 })
    const { bytes } = await download('/api/v1/employees/export/?search=MW9', admin)
    expect(new TextDecoder().decode(bytes)).toContain(`MW9,"'=HYPERLINK(""http://example.com"";""x"")",`)
    expect((await upload(path, admin, new Blob([bytes]), 'a.csv')).body).toMatchObject({ updated: 0, unchanged: 1 })
  })

  it('are not read from a zip bomb, nor from what is no table', async () => {
    const path = '/api/v1/employees/import-file/'
    const refused = async (bytes: string | Uint8Array<ArrayBuffer>) => {
      const { status, body } = await upload(path, admin, new Blob([bytes]), 'a.xlsx')
      return [status, body.code]
    }
    expect(await refused(zipBomb())).toEqual([413, 'file.too_large'])
    expect(await refused('<html><script>alert(1)</script></html>')).toEqual([400, 'import.missing_columns'])
    expect(await refused('GIF89a;alert(1)')).toEqual([400, 'import.missing_columns'])
  })

  it('are refused without the right, and as anything but a table', async () => {
    const path = '/api/v1/employees/import-file/'
    expect(await upload(path, user, new Blob(['a']), 'a.csv')).toMatchObject({ status: 403 })
    expect(await upload(path, admin, pdf, 'a.csv')).toMatchObject({ status: 400, body: { code: 'file.wrong_type' } })
    expect(await upload(path, admin, new Blob(['PK\u0003\u0004 no zip']), 'a.xlsx')).toMatchObject({
      status: 400,
      body: { code: 'import.unreadable' },
    })
  })
})
