import type { Tx } from '@lembur/db'
import { defaultLimits } from '@lembur/rules/limits'
import { hashPassword } from '../identity/index.ts'
import { accounts, demoPassword } from './accounts.ts'
import type { DemoHoliday } from './calendar.ts'
import { storeOvertimePolicy } from './overtime-policy.ts'
import type { DemoPerson } from './people.ts'
import { departments, projects } from './plant.ts'
import { textPdf } from './policy-pdf.ts'
import { randomOf } from './random.ts'
import { insertRows, instant, sha256 } from './rows.ts'
import { policyPages, regulations } from './texts.ts'

/** The keys of what requests refer to, by what people call it. */
export type Foundation = {
  organizationId: string
  people: Map<string, { id: string; departmentId: string }>
  projects: Map<string, string>
  users: Map<string, { id: string; name: string }>
}

const day = 86_400_000

/** Stores everything but the requests: the plant, its people, rules, texts and accounts. `since` is when it was entered, in milliseconds. */
export async function layFoundation(
  tx: Tx,
  organizationId: string,
  people: readonly DemoPerson[],
  holidays: readonly DemoHoliday[],
  since: number,
): Promise<Foundation> {
  const random = randomOf('foundation')
  const key = () => ({ organization_id: organizationId, id: random.id(since) })
  const stamps = { created_at: instant(since), updated_at: instant(since) }
  const fresh = { version: 1, ...stamps }
  await insertRows(tx, 'organization', [organizationRow(organizationId, fresh)])
  const departmentRows = departments.map(({ code, name }) => ({ ...key(), code, name, is_enabled: true, ...fresh }))
  const departmentIds = new Map(departmentRows.map(({ code, id }) => [code, id]))
  const employeeRows = people.map((person) => ({
    ...key(),
    worker_id: person.workerId,
    name: person.name,
    department_id: departmentIds.get(person.departmentCode)!,
    is_enabled: person.isEnabled,
    exclude_from_reports: person.excludeFromReports,
    period_start_day: person.periodStartDay,
    ...fresh,
  }))
  const projectRows = projects.map(({ name, isEnabled }) => ({ ...key(), name, is_enabled: isEnabled, ...fresh }))
  await insertRows(tx, 'department', departmentRows)
  await insertRows(tx, 'employee', employeeRows)
  await insertRows(tx, 'project', projectRows)
  await insertRows(
    tx,
    'holiday',
    holidays.map(({ date, title, description, isRecurring }) => ({
      ...key(),
      title,
      date,
      is_recurring: isRecurring,
      description,
      color: '#FFB6C1',
      ...fresh,
    })),
  )
  const foundation = {
    organizationId,
    people: new Map(employeeRows.map(({ worker_id, id, department_id }) => [worker_id, { id, departmentId: department_id }])),
    projects: new Map(projectRows.map(({ name, id }) => [name, id])),
    users: await storeAccounts(tx, key, stamps, employeeRows),
  }
  await insertRows(tx, 'overtime_limit', limitRows(key, fresh, foundation.people.get('MW2310042')!.id))
  await insertRows(
    tx,
    'regulation',
    regulations.map(({ isActive, ...text }, index) => ({ ...key(), ...text, position: index + 1, is_active: isActive, ...fresh })),
  )
  const superadminId = foundation.users.get('superadmin')!.id
  const documentId = await storePolicy(tx, key, since + 30 * day, superadminId)
  await storeOvertimePolicy(tx, key, since, superadminId, documentId)
  return foundation
}

type Key = () => { organization_id: string; id: string }
type Stamps = { created_at: string; updated_at: string }

const organizationRow = (id: string, fresh: object) => ({
  id,
  slug: 'ptb',
  name: 'Pegaunihan Technology Batam',
  app_name: 'Lembur',
  app_acronym: 'PTB',
  time_zone: 'Asia/Jakarta',
  period_start_day: 26,
  shift_start_minute: 480,
  shift_end_minute: 1020,
  break_after_minutes: 240,
  break_length_minutes: 60,
  anyone_files_for_anyone: false,
  is_demo: true,
  ...fresh,
})

/** The default limits, and a lower one for somebody on light duty. */
function limitRows(key: Key, fresh: object, lightDutyId: string) {
  const own = {
    scope: 'employee' as const,
    span: 'week' as const,
    kinds: null,
    advisedMinutes: 480,
    maxMinutes: 600,
    severity: 'warn' as const,
  }
  return [...defaultLimits.map((limit) => ({ ...limit, employeeId: null })), { ...own, employeeId: lightDutyId }].map((limit) => ({
    ...key(),
    scope: limit.scope,
    department_id: null,
    employee_id: limit.employeeId,
    span: limit.span,
    kinds: limit.kinds?.join(',') ?? null,
    advised_minutes: limit.advisedMinutes,
    max_minutes: limit.maxMinutes,
    severity: limit.severity,
    ...fresh,
  }))
}

async function storeAccounts(
  tx: Tx,
  key: Key,
  stamps: Stamps,
  people: { worker_id: string; id: string; name: string; department_id: string }[],
) {
  const withPeople = accounts.map((account) => ({ ...account, person: people.find(({ worker_id }) => worker_id === account.workerId)! }))
  const rows = await Promise.all(
    withPeople.map(async ({ username, workerId, signsIn, person }) => ({
      id: key().id,
      username,
      display_name: person.name,
      password_hash: signsIn ? await hashPassword(demoPassword) : null,
      language: 'en',
      worker_id: workerId,
      is_active: true,
      ...stamps,
    })),
  )
  const users = new Map(rows.map(({ username, id, display_name }) => [username, { id, name: display_name }]))
  const userId = (username: string) => users.get(username)!.id
  await insertRows(tx, 'user', rows)
  await insertRows(
    tx,
    'membership',
    withPeople.map(({ username, role, person }) => ({
      ...key(),
      user_id: userId(username),
      role,
      employee_id: person.id,
      is_active: true,
      ...stamps,
    })),
  )
  await insertRows(
    tx,
    'permission_override',
    withPeople.flatMap(({ username, grants, person }) =>
      grants.map((permission) => ({
        ...key(),
        user_id: userId(username),
        permission,
        effect: 'add',
        scope: 'department',
        department_id: person.department_id,
        ...stamps,
      })),
    ),
  )
  return users
}

/** Version 1 of the policy as a PDF, whose id is answered; the date in its file's name is the one that readers see. */
async function storePolicy(tx: Tx, key: Key, at: number, uploadedById: string): Promise<string> {
  const title = 'Organisation policy'
  const bytes = textPdf(title, policyPages)
  const file = { ...key(), media_type: 'application/pdf', sha256: sha256(bytes), size: bytes.length, created_at: instant(at) }
  await insertRows(tx, 'stored_file', [{ ...file, bytes: `\\x${Buffer.from(bytes).toString('hex')}` }])
  const document = key()
  await insertRows(tx, 'regulation_document', [
    {
      ...document,
      title,
      description: 'The overtime policy of the demonstration plant.',
      file_name: `overtime-policy-${instant(at).slice(0, 10).replaceAll('-', '')}.pdf`,
      file_id: file.id,
      document_version: 1,
      is_active: true,
      uploaded_by_id: uploadedById,
      created_at: instant(at),
      updated_at: instant(at),
    },
  ])
  return document.id
}
