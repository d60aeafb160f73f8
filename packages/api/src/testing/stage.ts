import { randomUUID } from 'node:crypto'
import { type Role, roles } from '@lembur/contracts/access'
import { aDepartment, aHoliday, aMember, anEmployee, anOrganization, anOvertimeRequest, aProject } from '@lembur/db/testing'
import type { Ctx } from '@lembur/domain/kernel'
import type { World } from '@lembur/domain/testing'

/** Whose row it is, seen from the reader: his own, of his department, of another one, of another organisation. */
export const targets = ['own', 'colleague', 'elsewhere', 'abroad'] as const
export type Target = (typeof targets)[number]

/** Somebody a row may be of. */
export type Somebody = { ctx: Ctx; employeeId: string; departmentId: string; userId: string; projectId: string }

/** The people of the matrix: a reader of each role with everybody he could reach for. */
export type Stage = {
  reader(role: Role): Ctx
  somebody(role: Role, target: Target): Somebody
  /** A day that no request of the matrix has had: two of one employee must not overlap. */
  nextDay(): string
}

/** Statements in the organisation of somebody, past every rule of the domain. */
const within = <T>({ services, actor }: Ctx, run: (tx: Tx) => Promise<T>): Promise<T> =>
  services.database.transaction({ organizationId: actor.organizationId }, run)
type Tx = Parameters<Parameters<World['test']['database']['transaction']>[1]>[0]

const signedIn = (ctx: Ctx) =>
  ctx.services.database.global`
    insert into sign_in (id, user_id, active_organization_id, way)
    values (${ctx.actor.userId}, ${ctx.actor.userId}, ${ctx.actor.organizationId}, 'password')`

/** Sets the stage in a world: readers are employees of the first department. */
export async function setStage(here: World): Promise<Stage> {
  const abroadOrganization = await anOrganization(here.test.database)
  const admin = await here.actor('superadmin')
  const abroadAdmin: Ctx = {
    ...admin,
    actor: { ...admin.actor, organizationId: abroadOrganization.id, employeeId: null, departmentId: null },
  }

  async function person(at: Ctx, departmentId: string, projectId: string, role: Role): Promise<Somebody> {
    const { organizationId } = at.actor
    const { employee, member } = await within(at, async (tx) => {
      const employee = await anEmployee(tx, organizationId, { departmentId })
      return { employee, member: await aMember(tx, organizationId, role, employee.id) }
    })
    const { id: userId, displayName } = member.user
    const ctx: Ctx = { ...at, actor: { ...at.actor, userId, displayName, role, employeeId: employee.id, departmentId } }
    await signedIn(ctx)
    return { ctx, employeeId: employee.id, departmentId, userId, projectId }
  }

  const { assembly, testing } = here.plant.departments
  const projectId = here.plant.projects.fixture.id
  const [abroadDepartment, abroadProject] = await within(abroadAdmin, (tx) =>
    Promise.all([aDepartment(tx, abroadOrganization.id), aProject(tx, abroadOrganization.id)]),
  )
  const others = {
    colleague: await person(admin, assembly.id, projectId, 'user'),
    elsewhere: await person(admin, testing.id, projectId, 'user'),
    abroad: await person(abroadAdmin, abroadDepartment!.id, abroadProject!.id, 'superadmin'),
  }
  const readers = new Map<Role, Somebody>()
  for (const role of roles) readers.set(role, await person(admin, assembly.id, projectId, role))
  const reader = (role: Role) => readers.get(role)!

  let days = 0
  return {
    reader: (role) => reader(role).ctx,
    somebody: (role, target) => (target === 'own' ? reader(role) : others[target]),
    nextDay: () => new Date(Date.UTC(2022, 0, ++days)).toISOString().slice(0, 10),
  }
}

/** A side of a correction. */
const counted = {
  workDate: '2001-02-01',
  timeStart: '17:00',
  timeEnd: '18:00',
  startMinute: 1020,
  endMinute: 1080,
  breaks: [],
  breakMinutes: 0,
  minutes: 60,
  kind: 'weekday',
  counts: true,
}

/** Makes a row of a kind that is somebody's, or of his organisation, and answers its id. */
export const rows = {
  user: (of: Somebody) => within(of.ctx, async (tx) => (await aMember(tx, of.ctx.actor.organizationId, 'user')).user.id),
  overtime: (of: Somebody, stage: Stage) =>
    within(of.ctx, async (tx) => {
      const { employeeId, departmentId, projectId } = of
      const request = { employeeId, departmentId, projectId, workDate: stage.nextDay() }
      return (await anOvertimeRequest(tx, of.ctx.actor.organizationId, request)).id
    }),
  correction: async (of: Somebody, stage: Stage) => {
    const request = await rows.overtime(of, stage)
    const months = { of_year: 2001, of_month: 2, year: 2001, month: 3 }
    return insert(of, 'overtime_correction', {
      request_id: request,
      ...months,
      before: counted,
      after: counted,
      difference_minutes: 0,
      reason: 'No',
    })
  },
  employee: (of: Somebody) => within(of.ctx, async (tx) => (await anEmployee(tx, of.ctx.actor.organizationId)).id),
  department: (of: Somebody) => within(of.ctx, async (tx) => (await aDepartment(tx, of.ctx.actor.organizationId)).id),
  project: (of: Somebody) => within(of.ctx, async (tx) => (await aProject(tx, of.ctx.actor.organizationId)).id),
  holiday: (of: Somebody, stage: Stage) =>
    within(of.ctx, async (tx) => (await aHoliday(tx, of.ctx.actor.organizationId, { date: stage.nextDay() })).id),
  regulation: (of: Somebody) => insert(of, 'regulation', { title: `Regulation ${randomUUID()}`, position: 1 }),
  regulationDocument: async (of: Somebody) => {
    const bytes = Buffer.from(`%PDF-1.7 ${randomUUID()}`)
    const file = await insert(of, 'stored_file', { media_type: 'application/pdf', sha256: randomUUID(), size: bytes.length, bytes })
    const version = Math.floor(Math.random() * 2_000_000_000) + 1
    return insert(of, 'regulation_document', {
      title: 'Policy',
      file_name: 'policy.pdf',
      file_id: file,
      document_version: version,
      is_active: false,
    })
  },
  policy: (of: Somebody) => aPolicy(of),
  policyVersion: async (of: Somebody) => {
    const from = { state: 'published', effective_from: '2021-06-01', published_at: of.ctx.now }
    return insert(of, 'policy_version', { policy_id: await aPolicy(of), number: 1, layer, ...from })
  },
  policyAssignment: (of: Somebody) => insert(of, 'policy_assignment', { scope: 'organisation', effective_from: nextFutureDay() }),
  trial: async (of: Somebody) => {
    const total = {
      people: 0,
      peopleAffected: 0,
      requests: 0,
      workedMinutes: 0,
      payableMinutes: { before: '0', after: '0' },
      violations: {},
    }
    const result = { versionNumber: 1, wasDraft: true, reach: 'everyone', money: null, sums: { total, departments: {}, changed: [] } }
    const span = { first_date: '2022-01-26', last_date: '2022-02-25', periods: 1, with_wages: false }
    return insert(of, 'policy_trial', { policy_id: await aPolicy(of), layer, result, ...span })
  },
  report: (of: Somebody, stage: Stage) => {
    const date = stage.nextDay()
    return insert(of, 'report_file', {
      kind: 'daily-form',
      start_date: date,
      end_date: date,
      file_name: `${date}.xlsx`,
      folder: date,
    })
  },
  wage: (of: Somebody, stage: Stage) =>
    insert(of, 'employee_wage', { employee_id: of.employeeId, effective_from: stage.nextDay(), sealed: 'unread' }),
  notification: (of: Somebody) =>
    insert(of, 'notification', { user_id: of.userId, kind: 'report.failed', data: {}, created_at: of.ctx.now }),
  signIn: (of: Somebody) => ofPerson(of, 'sign_in', { way: 'password' }),
  apiToken: (of: Somebody) =>
    ofPerson(of, 'api_token', { hash: randomUUID(), name: 'Program', scopes: ['overtime.read'], expires_at: '2099-01-01' }),
  passkey: async (of: Somebody) => {
    const id = randomUUID()
    await of.ctx.services.database.global`
      insert into passkey (id, user_id, name, public_key, counter, transports) values (${id}, ${of.userId}, 'Key', '', 0, '{}')`
    return id
  },
  activity: (of: Somebody) => insert(of, 'activity', { at: of.ctx.now, action: 'matrix.row', subject_type: 'matrix' }),
} as const
export type RowKind = keyof typeof rows

/** What a version of a policy says here. */
const layer = { extends: { pack: 'ID' }, patch: {} }

/** A policy with a draft. */
async function aPolicy(of: Somebody): Promise<string> {
  const id = await insert(of, 'policy', { name: `Policy ${randomUUID()}` })
  await insert(of, 'policy_version', { policy_id: id, number: 2, layer })
  return id
}

/** An assignment of each of these days may be taken back: it is to come. */
let futureDays = 0
const nextFutureDay = () => new Date(Date.UTC(2090, 0, ++futureDays)).toISOString().slice(0, 10)

/** A row of somebody's account, which is in no organisation's hands. */
async function ofPerson({ ctx, userId }: Somebody, table: string, values: Record<string, unknown>): Promise<string> {
  const id = randomUUID()
  const sql = ctx.services.database.global
  await sql`insert into ${sql(table)} ${sql({ id, user_id: userId, active_organization_id: ctx.actor.organizationId, ...values } as never)}`
  return id
}

async function insert(of: Somebody, table: string, values: Record<string, unknown>): Promise<string> {
  const id = randomUUID()
  const row = { organization_id: of.ctx.actor.organizationId, id, ...values }
  await within(of.ctx, ({ sql }) => sql`insert into ${sql(table)} ${sql(row as never)}`.execute())
  return id
}
