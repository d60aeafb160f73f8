import { randomUUID } from 'node:crypto'
import { restOperations } from '@lembur/api'
import { type Permission, type Role, roles, scopeOf } from '@lembur/contracts/access'
import type { Tx } from '@lembur/db'
import { anEmployee, anOrganization, aProject, overtimeRequests } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { routesOf } from './testing/routes.ts'
import { type Answer, type Caller, startServer, type TestServer } from './testing/server.ts'

/** Files of an organisation, and a request of one of its people that is told apart by its reason. */
type Stock = { document: string; report: string; reason: string }

let server: TestServer
const people = new Map<Role, Caller>()
let own: Stock
let colleagues: Stock
let abroad: Stock

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  const { plant, test } = server.world
  own = await stock(plant.organization.id, 'own', plant.employees.rizky.id)
  colleagues = await stock(plant.organization.id, 'colleagues')
  abroad = await stock((await anOrganization(test.database)).id, 'abroad')
  for (const role of roles) people.set(role, await server.person(role, role === 'user' ? plant.employees.rizky.workerId : undefined))
})
afterAll(() => server.close())

let serial = 0
const stock = (organizationId: string, reason: string, employeeId?: string): Promise<Stock> =>
  server.world.test.database.transaction({ organizationId }, async (tx) => {
    const insert = (table: string, values: object) => inserted(tx, table, { organization_id: organizationId, ...values })
    const bytes = Buffer.from('%PDF-1.7')
    const file_id = await insert('stored_file', { media_type: 'application/pdf', sha256: '', size: bytes.length, bytes })
    const date = `20${20 + ++serial}-01-01`
    const { id: projectId } = await aProject(tx, organizationId)
    const of = employeeId ?? (await anEmployee(tx, organizationId)).id
    await overtimeRequests(tx, organizationId, [{ employeeId: of, projectId, workDate: '2026-06-10', reason: `reason of ${reason}` }])
    return {
      document: await insert('regulation_document', {
        title: 'Policy',
        file_name: 'policy.pdf',
        file_id,
        document_version: 100 + serial,
        is_active: false,
      }),
      report: await insert('report_file', {
        kind: 'daily-form',
        start_date: date,
        end_date: date,
        file_name: date,
        folder: 'June',
        file_id,
      }),
      reason: `reason of ${reason}`,
    }
  })

async function inserted({ sql }: Tx, table: string, values: object): Promise<string> {
  const id = randomUUID()
  await sql`insert into ${sql(table)} ${sql({ id, ...values } as never)}`
  return id
}

/** A door behind which there is no procedure: who is let in, and how it is tried. */
type Door = { may: Permission | 'everyone'; path(of: Stock): string; upload?: () => FormData }

function form(name: string, content: string): FormData {
  const all = new FormData()
  for (const [field, value] of Object.entries({ title: 'Policy', dryRun: 'true' })) all.set(field, value)
  all.set('file', new Blob([content]), name)
  return all
}

const doors: Record<string, Door> = {
  'GET /api/v1/reports/:id/download': { may: 'report.read', path: ({ report }) => `/api/v1/reports/${report}/download` },
  'GET /api/v1/regulation-documents/:id/download': {
    may: 'regulation.read',
    path: ({ document }) => `/api/v1/regulation-documents/${document}/download`,
  },
  'POST /api/v1/regulation-documents': {
    may: 'regulation.create',
    path: () => '/api/v1/regulation-documents',
    upload: () => form('policy.pdf', `%PDF-1.7 ${randomUUID()}`),
  },
  'GET /api/v1/overtime-requests/export': { may: 'overtime.read', path: () => '/api/v1/overtime-requests/export' },
  'GET /api/v1/overtime-corrections/export': { may: 'correction.read', path: () => '/api/v1/overtime-corrections/export' },
  'GET /api/v1/employees/export': { may: 'employee.read', path: () => '/api/v1/employees/export' },
  'POST /api/v1/employees/import-file': {
    may: 'employee.create',
    path: () => '/api/v1/employees/import-file',
    upload: () => form('people.csv', 'worker_id,name\n'),
  },
  'GET /api/v1/wages/template': { may: 'wage.update', path: () => '/api/v1/wages/template' },
  'POST /api/v1/wages/import-file': {
    may: 'wage.update',
    path: () => '/api/v1/wages/import-file',
    upload: () => form('wages.csv', 'worker_id,effective_from,basis,amount\n'),
  },
  'GET /api/v1/activity-logs/export': { may: 'activity.read', path: () => '/api/v1/activity-logs/export' },
  'POST /api/v1/system-configuration/images/:kind': {
    may: 'configuration.update',
    path: () => '/api/v1/system-configuration/images/tab_icon',
    upload: () => form('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
  },
  'GET /api/branding/:kind': { may: 'everyone', path: () => '/api/branding/tab_icon' },
}

/** What anyone may read, the way to a provider and back, and tRPC, whose procedures the matrix calls. */
const others = /^GET \/(api\/health|api\/openapi\.json$|swagger|redoc|api\/auth\/oidc\/(start|callback)$)|^\w+ \/trpc(\/:path)?$/

const knock = (door: string, of: Stock, as?: Caller): Promise<Answer> => {
  const { path, upload } = doors[door]!
  return server.call(door.split(' ', 1)[0]!, path(of), { as, body: upload?.() })
}
/** A route whatever its parameters are called: two that differ in names alone are one. */
const unnamed = (route: string) => route.replace(/:\w+(\|:\w+)*/g, ':')
const letIn = ({ status }: Answer) => status !== 401 && status !== 403

describe('every door of the server', () => {
  it('leads to a procedure, or is known here', () => {
    const rest = restOperations().map(({ method, path }) => `${method} /api${path.replace(/\{\w+\}/g, ':')}`)
    const known = new Set([...rest, ...Object.keys(doors).map(unnamed)])
    const all = routesOf(server.app).map((route) => (others.test(route) ? route : unnamed(route)))
    expect(all.filter((route) => !known.has(route) && !others.test(route))).toEqual([])
    expect([...known].filter((route) => !all.includes(route))).toEqual([])
  })

  it.each(Object.keys(doors))('%s lets in whom the table of permissions lets in', async (door) => {
    const { may } = doors[door]!
    expect(letIn(await knock(door, own))).toBe(may === 'everyone')
    for (const [role, caller] of people)
      expect({ role, in: letIn(await knock(door, own, caller)) }).toEqual({
        role,
        in: may === 'everyone' || scopeOf(role, may) !== null,
      })
  })

  it.each(Object.keys(doors).filter((door) => door.includes('/:id')))('%s finds nothing of another organisation', async (door) => {
    expect((await knock(door, own, people.get('developer'))).status).toBe(200)
    expect((await knock(door, abroad, people.get('developer'))).status).toBe(404)
  })

  it.each([
    ['user', true, false],
    ['ptb_admin', true, true],
    ['developer', true, true],
  ] as const)('gives %s a table of what he may see', async (role, seesOwn, seesColleagues) => {
    const { text } = await knock('GET /api/v1/overtime-requests/export', own, people.get(role))
    expect([own, colleagues, abroad].map(({ reason }) => text.includes(reason))).toEqual([seesOwn, seesColleagues, false])
  })
})
