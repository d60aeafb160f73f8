import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { stamps, tenant, tenantKey } from './_columns.ts'

export const department = pgTable(
  'department',
  {
    ...tenantKey(),
    code: text().notNull(),
    name: text().notNull(),
    isEnabled: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('department', t),
    uniqueIndex('department_code').on(t.organizationId, t.code),
    check('department_code_form', sql`${t.code} = upper(btrim(${t.code})) and length(${t.code}) between 1 and 50`),
    check('department_name_form', sql`length(${t.name}) between 1 and 200`),
  ],
)

export const employee = pgTable(
  'employee',
  {
    ...tenantKey(),
    /** The number on the badge; unique without regard to case. */
    workerId: text().notNull(),
    name: text().notNull(),
    departmentId: uuid(),
    isEnabled: boolean().notNull().default(true),
    excludeFromReports: boolean().notNull().default(false),
    /** First day of his period where it differs from the plant's. */
    periodStartDay: integer(),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('employee', t, [{ name: 'department', column: t.departmentId, to: department }]),
    uniqueIndex('employee_worker_id').on(t.organizationId, sql`lower(${t.workerId})`),
    index('employee_by_department').on(t.organizationId, t.departmentId),
    index('employee_by_name').on(t.organizationId, t.name),
    check('employee_form', sql`length(${t.workerId}) between 1 and 20 and length(${t.name}) between 1 and 100`),
    check('employee_period', sql`${t.periodStartDay} between 1 and 28`),
  ],
)

export const project = pgTable(
  'project',
  {
    ...tenantKey(),
    name: text().notNull(),
    isEnabled: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('project', t),
    index('project_by_name').on(t.organizationId, t.name),
    check('project_name_form', sql`length(${t.name}) between 1 and 200`),
  ],
)
