import { readTable } from '@lembur/reports/import'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Caller, startServer, type TestServer } from '../testing/server.ts'

let server: TestServer
let admin: Caller

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  admin = await server.person('superadmin')
  for (const name of ['=cmd|"/c calc"', 'Ramp']) await server.call('POST', '/api/v1/projects', { as: admin, json: { name } })
})
afterAll(() => server.close())

const download = async (query: string, as = admin) => {
  const response = await fetch(`${server.address}/api/v1/activity-logs/export?${query}`, {
    headers: { authorization: `Bearer ${as.access}` },
  })
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) }
}

describe('the activity log as a file', () => {
  it.each(['csv', 'xlsx'])('is what the filter shows, as %s, in which no cell is a formula', async (format) => {
    const { headers, bytes } = await download(`format=${format}&action=project.create`)
    expect(headers.get('content-disposition')).toMatch(new RegExp(`filename="activity_start_\\d{4}-\\d\\d-\\d\\d\\.${format}"`))
    const { header, rows } = await readTable(bytes)
    expect(header.slice(0, 6)).toEqual(['at', 'actor', 'action', 'subject_type', 'subject_id', 'subject'])
    expect(rows.map((row) => [row[2], row[5]])).toEqual([
      ['project.create', 'Ramp'],
      ['project.create', '=cmd|"/c calc"'],
    ])
    expect(JSON.parse(rows[0]![7]!)).toMatchObject({ name: 'Ramp' })
    if (format === 'csv') expect(new TextDecoder().decode(bytes)).toContain(`,"'=cmd|""/c calc""",`)
  })

  it('stands in the log itself: who took which part of it away', async () => {
    await download('format=csv&subjectType=project&from=2026-06-01')
    const { body } = await server.call('GET', '/api/v1/activity-logs?action=activity.export', { as: admin })
    expect(body.results?.[0]).toMatchObject({
      subjectType: 'activity',
      after: { format: 'csv', subjectType: 'project', from: '2026-06-01' },
    })
  })

  it('is refused to who may not read it, and says what is wrong with its filter', async () => {
    expect((await download('', await server.person('ptb_admin'))).status).toBe(403)
    for (const query of ['format=exe', 'from=yesterday', 'actorId=1']) expect((await download(query)).status).toBe(400)
    const { body } = await server.call('GET', '/api/v1/activity-logs?action=activity.export', { as: admin })
    expect(body.results).toHaveLength(3)
  })
})

describe('the activity log by REST', () => {
  it('names its people and is purged by who may, for a day at least', async () => {
    const { body } = await server.call('GET', '/api/v1/activity-logs/actors?search=superadmin', { as: admin })
    expect(body.results).toMatchObject([{ id: admin.userId }])
    const purge = (days: unknown, as = admin) => server.call('POST', '/api/v1/activity-logs/purge', { as, json: { days } })
    expect(await purge(1)).toMatchObject({ status: 200, body: { deletedCount: 0, days: 1 } })
    for (const days of [0, -1, 1.5, '1', null]) expect((await purge(days)).status).toBe(400)
    expect((await purge(1, await server.person('ptb_admin'))).status).toBe(403)
  })
})
