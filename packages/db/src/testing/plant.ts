import type { Role } from '@lembur/contracts/access'
import { defaultLimits } from '@lembur/rules/limits'
import type { Database, Tx } from '../client.ts'
import { newId } from '../ids.ts'
import { department, employee, holiday, membership, organization, overtimeLimit, project, user } from '../schema/index.ts'

let serial = 0
const next = () => String(++serial).padStart(5, '0')

type New<Table extends { $inferInsert: object }> = Partial<Table['$inferInsert']>

export async function anOrganization(database: Database, values: New<typeof organization> = {}) {
  const id = values.id ?? newId()
  return database.transaction({ organizationId: id }, async ({ db }) => {
    const [row] = await db
      .insert(organization)
      .values({ slug: `org-${next()}`, name: 'Plant', ...values, id })
      .returning()
    return row!
  })
}

export async function aDepartment(tx: Tx, organizationId: string, values: New<typeof department> = {}) {
  const [row] = await tx.db
    .insert(department)
    .values({ code: `D${next()}`, name: 'Department', ...values, organizationId, id: newId() })
    .returning()
  return row!
}

export async function anEmployee(tx: Tx, organizationId: string, values: New<typeof employee> = {}) {
  const [row] = await tx.db
    .insert(employee)
    .values({ workerId: `MW${next()}`, name: 'Budi Santoso', ...values, organizationId, id: newId() })
    .returning()
  return row!
}

export async function aProject(tx: Tx, organizationId: string, values: New<typeof project> = {}) {
  const [row] = await tx.db
    .insert(project)
    .values({ name: `Project ${next()}`, ...values, organizationId, id: newId() })
    .returning()
  return row!
}

export async function aHoliday(tx: Tx, organizationId: string, values: New<typeof holiday> & { date: string }) {
  const [row] = await tx.db
    .insert(holiday)
    .values({ title: 'Pancasila Day', ...values, organizationId, id: newId() })
    .returning()
  return row!
}

/** A user with one rung of the ladder, linked to an employee where one is given. He has no password. */
export async function aMember(tx: Tx, organizationId: string, role: Role, employeeId: string | null = null) {
  const username = `${role}-${next()}`
  const [person] = await tx.db.insert(user).values({ id: newId(), username, displayName: username }).returning()
  const [member] = await tx.db.insert(membership).values({ organizationId, id: newId(), userId: person!.id, role, employeeId }).returning()
  return { user: person!, membership: member! }
}

/** A small plant: two departments, three employees, two projects, the default limits. What most tests start from. */
export async function plant(database: Database) {
  const org = await anOrganization(database)
  return database.transaction({ organizationId: org.id }, async (tx) => {
    const assembly = await aDepartment(tx, org.id, { code: 'ASSY-1', name: 'Assembly 1' })
    const testing = await aDepartment(tx, org.id, { code: 'K390140R1C', name: 'Automatic System Test' })
    const rizky = await anEmployee(tx, org.id, { workerId: 'MW2400549', name: 'Rizky Pratama', departmentId: testing.id })
    const putri = await anEmployee(tx, org.id, { workerId: 'MW2402218', name: 'Putri Handayani', departmentId: assembly.id })
    const agus = await anEmployee(tx, org.id, { workerId: 'MW2402210', name: 'Agus Setiawan', departmentId: assembly.id })
    const fixture = await aProject(tx, org.id, { name: 'AST fixture rev C' })
    const ramp = await aProject(tx, org.id, { name: 'Line 2 ramp' })
    await tx.db
      .insert(overtimeLimit)
      .values(defaultLimits.map((limit) => ({ ...limit, kinds: limit.kinds?.join(',') ?? null, organizationId: org.id, id: newId() })))
    return { organization: org, departments: { assembly, testing }, employees: { rizky, putri, agus }, projects: { fixture, ramp } }
  })
}
export type Plant = Awaited<ReturnType<typeof plant>>
