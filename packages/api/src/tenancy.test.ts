import { randomUUID } from 'node:crypto'
import { aHoliday, aMember, anOrganization, anOvertimeRequest } from '@lembur/db/testing'
import type { Ctx } from '@lembur/domain/kernel'
import { uploadRegulationDocument } from '@lembur/domain/regulation'
import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type NamedProcedure, procedures } from './procedures.ts'
import { type Edge, openEdge } from './testing/edge.ts'

let here: World
let edge: Edge
/** Somebody who may do everything in his own organisation, and knows the ids of another. */
let stranger: Ctx
/** One row of each kind in the other organisation, by the name of its router. */
let theirs: Record<string, string>

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
  theirs = await rowsOf(here)
  const own = await anOrganization(here.test.database)
  const developer = await here.actor('developer')
  stranger = { ...developer, actor: { ...developer.actor, organizationId: own.id } }
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

async function rowsOf({ plant: here, test, actor }: World): Promise<Record<string, string>> {
  const admin = await actor('superadmin')
  const bytes = new TextEncoder().encode('%PDF-1.7 the policy')
  const document = await uploadRegulationDocument(admin, { title: 'Policy', description: '', fileName: 'policy.pdf', bytes })
  return test.database.transaction({ organizationId: here.organization.id }, async (tx) => {
    const organization_id = here.organization.id
    const [employee, project] = [here.employees.rizky, here.projects.fixture]
    const request = await anOvertimeRequest(tx, organization_id, { employeeId: employee.id, projectId: project.id, workDate: '2026-06-10' })
    const day = await aHoliday(tx, organization_id, { date: '2026-06-01' })
    const [regulation, report, notification, connection] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    await tx.sql`insert into regulation ${tx.sql({ organization_id, id: regulation, title: 'Breaks', position: 1 })}`
    await tx.sql`insert into report_file ${tx.sql({
      organization_id,
      id: report,
      kind: 'daily-form',
      start_date: '2026-06-10',
      end_date: '2026-06-10',
      file_name: 'form.xlsx',
      folder: 'June',
    })}`
    await tx.sql`insert into notification ${tx.sql({ organization_id, id: notification, user_id: admin.actor.userId, kind: 'report.failed', data: {} })}`
    await tx.sql`insert into connection ${tx.sql({ organization_id, id: connection, kind: 'smb', settings: {} })}`
    const account = randomUUID()
    const held = { user_id: admin.actor.userId, active_organization_id: organization_id }
    await tx.sql`insert into sign_in ${tx.sql({ ...held, id: account, way: 'password' })}`
    await tx.sql`insert into api_token ${tx.sql({ ...held, id: account, hash: 'of theirs', name: 'Theirs', scopes: ['overtime.read'], expires_at: '2027-01-01' })}`
    const passkey = 'a-passkey-of-theirs'
    await tx.sql`
      insert into passkey ${tx.sql({ id: passkey, user_id: admin.actor.userId, name: 'Phone', public_key: '', counter: 0, transports: [] as string[] })}`
    const { user: person } = await aMember(tx, organization_id, 'staff')
    const [activity] = await tx.sql<{ id: string }[]>`select id from activity limit 1`
    return {
      overtime: request.id,
      department: here.departments.assembly.id,
      employee: employee.id,
      project: project.id,
      holiday: day.id,
      regulation,
      regulationDocument: document.id,
      report,
      notification,
      activity: activity!.id,
      account,
      secondFactor: passkey,
      connection,
      user: person.id,
    }
  })
}

/** What a call needs besides the id of the row, to be refused for nothing else. */
const besides: Record<string, Record<string, string | number>> = {
  'overtime.decide': { outcome: 'approved' },
  'overtime.decideMany': { outcome: 'approved' },
  'overtime.submit': {
    projectId: 'project',
    workDate: '2026-06-11',
    timeStart: '17:00',
    timeEnd: '19:00',
    reason: 'Ramp',
    detail: 'Line 2',
  },
  'overtime.forecast': { workDate: '2026-06-11' },
  'overtime.copyYesterday': { workDate: '2026-06-11' },
  'overtime.recentDays': { to: '2026-06-11' },
  'overtime.statistics': { from: '2026-06-01', to: '2026-06-30' },
  'overtime.revise': { reason: 'Other' },
  'department.update': { name: 'Taken' },
  'project.update': { name: 'Taken' },
  'employee.update': { name: 'Taken' },
  'employee.create': { workerId: 'MW1', name: 'Sari', departmentId: 'department' },
  'holiday.update': { title: 'Taken' },
  'regulation.update': { title: 'Taken' },
  'limit.set': { scope: 'employee', employeeId: 'employee', span: 'week', advisedMinutes: 60, maxMinutes: 120 },
  'report.list': { date: '2026-06-10' },
  'report.centre': { date: '2026-06-10' },
  'limit.preview': { span: 'week', maxMinutes: 600 },
  'search.find': { text: 'Rizky' },
  'account.renameSession': { name: 'Taken' },
  'secondFactor.renamePasskey': { name: 'Taken' },
  'secondFactor.removePasskey': { proof: '' },
  'user.update': { displayName: 'Taken' },
  'user.setRole': { role: 'user' },
  'user.override': { permission: 'holiday.create', effect: 'add' },
  'user.resetOverride': { what: 'all' },
  'connection.get': { kind: 'smb' },
  'connection.test': { kind: 'smb' },
  'connection.remove': { kind: 'smb' },
}

const keysOf = ({ input }: NamedProcedure) => (input instanceof z.ZodObject ? Object.keys(input.shape) : [])
const requires = ({ input }: NamedProcedure, key: string) =>
  input instanceof z.ZodObject && input.shape[key] !== undefined && !input.shape[key].safeParse(undefined).success

/** Those that may name a row of another kind, and the field that does; a wrong one is told as a wrong field. */
const references: Record<string, string> = { 'employee.create': 'departmentId', 'limit.set': 'employeeId' }

/** Those that name a row by its kind, of which an organisation has one. */
const byKind = ['connection.get', 'connection.test', 'connection.remove']

/** Which required input of a procedure names a row; filters of a list name rows too, but only hide. */
const namesARow = (procedure: NamedProcedure) =>
  procedure.type !== 'subscription' &&
  (['id', 'ids', 'employeeId', 'requestId', 'userId'].some((key) => requires(procedure, key)) ||
    byKind.includes(procedure.name) ||
    procedure.name in references)
function inputOf(procedure: NamedProcedure): object {
  const [router = ''] = procedure.name.split('.')
  const id = theirs[router]
  const row = {
    ...(requires(procedure, 'id') ? { id } : {}),
    ...(requires(procedure, 'ids') ? { ids: [id] } : {}),
    ...(requires(procedure, 'employeeId') ? { employeeId: theirs.employee } : {}),
    ...(requires(procedure, 'userId') ? { userId: theirs.user } : {}),
    ...(requires(procedure, 'requestId') ? { requestId: theirs.overtime } : {}),
  }
  const extra = Object.entries(besides[procedure.name] ?? {})
  return {
    ...row,
    ...Object.fromEntries(extra.map(([key, value]) => [key, key.endsWith('Id') ? (theirs[String(value)] ?? value) : value])),
  }
}

const all = procedures()

describe('a row of another organisation', () => {
  it.each(all.filter(namesARow))('is not found by $name', async (procedure) => {
    const before = await counts()
    const ended = await edge.call(procedure, stranger, inputOf(procedure))
    if (procedure.name === 'overtime.decideMany') {
      expect(ended.answer).toMatchObject({ results: [{ ok: false, code: 'not_found' }] })
    } else if (ended.code === 'OK') {
      // A question about nobody has an empty answer at most.
      expect(procedure.type).toBe('query')
      expect(JSON.stringify(ended.answer)).not.toMatch(anyOf(Object.values(theirs)))
    } else {
      const field = references[procedure.name]
      const refused = field
        ? { code: 'input.invalid', details: { fields: [{ path: field }] } }
        : { code: expect.stringMatching(/not_found|nothing_yesterday|connection.not_set/) }
      expect(ended).toMatchObject({ problem: refused })
    }
    expect(await counts()).toEqual(before)
  })

  it.each(all.filter((procedure) => procedure.type === 'query' && !namesARow(procedure)))(
    'is not in the answer of $name',
    async (procedure) => {
      const filters = keysOf(procedure).includes('employeeId') ? { employeeId: theirs.employee } : {}
      for (const input of [besides[procedure.name] ?? {}, { ...besides[procedure.name], ...filters }]) {
        const ended = await edge.call(procedure, stranger, input)
        expect(ended.code).toBe('OK')
        // Who somebody is and what everybody may know before signing in are not rows of an organisation.
        if (!procedure.name.startsWith('auth.') && procedure.name !== 'configuration.branding')
          expect(JSON.stringify(ended.answer)).not.toMatch(anyOf([...Object.values(theirs), here.plant.organization.id]))
      }
    },
  )
})

const anyOf = (ids: string[]) => new RegExp(ids.join('|'))

/** How many rows of each kind the other organisation has, and when the last of each was changed. */
const counts = () =>
  here.test.database.readOne(
    here.plant.organization.id,
    (sql) => sql`
      select (select count(*) from overtime_request) as requests, (select count(*) from employee) as employees, (select count(*) from activity) as writes,
        (select max(updated_at) from overtime_request) as request, (select max(updated_at) from employee) as employee,
        (select max(updated_at) from department) as department,
        (select count(*) from sign_in where name is null) as sign_ins, (select count(*) from api_token) as tokens, (select max(updated_at) from project) as project`,
  )
