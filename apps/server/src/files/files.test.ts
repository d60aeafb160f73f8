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
      ['2026-06-10', 'MW2402218', '2', "'=cmd|calc"],
    ])
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
