import { dayKinds, overtimeStatuses } from '@lembur/contracts/overtime'
import { bigint, date, index, integer, pgTable, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { oneOf, tenant } from './_columns.ts'

const figures = () => ({ minutes: bigint({ mode: 'number' }).notNull().default(0), requests: integer().notNull().default(0) })

/**
 * What each write changed, appended by a trigger on `overtime_request` and merged into the totals by a job: a shared
 * totals row would make writers wait for each other. Statistics read totals plus what is not merged yet.
 */
export const overtimeDelta = pgTable(
  'overtime_delta',
  {
    organizationId: uuid().notNull(),
    sequence: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    workDate: date({ mode: 'string' }).notNull(),
    employeeId: uuid().notNull(),
    departmentId: uuid(),
    projectId: uuid().notNull(),
    kind: oneOf([...dayKinds]).notNull(),
    status: oneOf([...overtimeStatuses]).notNull(),
    minutes: integer().notNull(),
    requests: integer().notNull(),
  },
  (t) => [...tenant('overtime_delta', t), uniqueIndex('overtime_delta_key').on(t.organizationId, t.sequence)],
)

/** Minutes and requests of one day, department, kind and status. */
export const totalDay = pgTable(
  'total_day',
  {
    organizationId: uuid().notNull(),
    workDate: date({ mode: 'string' }).notNull(),
    departmentId: uuid(),
    kind: oneOf([...dayKinds]).notNull(),
    status: oneOf([...overtimeStatuses]).notNull(),
    ...figures(),
  },
  (t) => [
    ...tenant('total_day', t),
    unique('total_day_key').on(t.organizationId, t.workDate, t.departmentId, t.kind, t.status).nullsNotDistinct(),
  ],
)

const wide = () => ({
  requests: integer().notNull().default(0),
  weekdayMinutes: bigint({ mode: 'number' }).notNull().default(0),
  weekendMinutes: bigint({ mode: 'number' }).notNull().default(0),
  holidayMinutes: bigint({ mode: 'number' }).notNull().default(0),
  approvedMinutes: bigint({ mode: 'number' }).notNull().default(0),
  pendingMinutes: bigint({ mode: 'number' }).notNull().default(0),
  /** approved + pending: what a list is sorted by. */
  countedMinutes: bigint({ mode: 'number' }).notNull().default(0),
})

/** One wide row an employee and period, by the plant's period; the department is in the key because people move. */
export const totalEmployee = pgTable(
  'total_employee',
  {
    organizationId: uuid().notNull(),
    periodStart: date({ mode: 'string' }).notNull(),
    employeeId: uuid().notNull(),
    departmentId: uuid(),
    ...wide(),
  },
  (t) => [
    ...tenant('total_employee', t),
    unique('total_employee_key').on(t.organizationId, t.periodStart, t.employeeId, t.departmentId).nullsNotDistinct(),
    // All that is needed of everybody to see who leads: a period is read from the index alone.
    index('total_employee_by_period').on(t.organizationId, t.periodStart, t.employeeId, t.countedMinutes, t.requests),
  ],
)

/** One wide row a project and period. */
export const totalProject = pgTable(
  'total_project',
  { organizationId: uuid().notNull(), periodStart: date({ mode: 'string' }).notNull(), projectId: uuid().notNull(), ...wide() },
  (t) => [...tenant('total_project', t), uniqueIndex('total_project_key').on(t.organizationId, t.periodStart, t.projectId)],
)
