import { limitSeverities, limitSpans } from '@lembur/contracts/overtime'
import { limitScopes } from '@lembur/contracts/rules'
import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { storedFile } from './files.ts'
import { user } from './identity.ts'
import { department, employee } from './people.ts'

/** A public holiday; several may share a day; a recurring one holds on its day of every year. */
export const holiday = pgTable(
  'holiday',
  {
    ...tenantKey(),
    title: text().notNull(),
    date: date({ mode: 'string' }).notNull(),
    isRecurring: boolean().notNull().default(false),
    description: text().notNull().default(''),
    color: text().notNull().default('#FFB6C1'),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('holiday', t),
    uniqueIndex('holiday_title_and_date').on(t.organizationId, t.date, t.title),
    check('holiday_title_form', sql`length(${t.title}) between 1 and 200`),
  ],
)

/** The sentences that stand beside the form, in the plant's order. */
export const regulation = pgTable(
  'regulation',
  {
    ...tenantKey(),
    title: text().notNull(),
    description: text().notNull().default(''),
    category: text().notNull().default('general'),
    position: integer().notNull().default(0),
    isActive: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('regulation', t),
    index('regulation_by_position').on(t.organizationId, t.position, t.id),
    check('regulation_form', sql`length(${t.title}) between 1 and 200 and length(${t.category}) between 1 and 50 and ${t.position} >= 0`),
  ],
)

/** A version of the policy PDF. At most one is active; a deleted one keeps who and when. */
export const regulationDocument = pgTable(
  'regulation_document',
  {
    ...tenantKey(),
    title: text().notNull(),
    description: text().notNull().default(''),
    fileName: text().notNull(),
    fileId: uuid().notNull(),
    documentVersion: integer().notNull(),
    isActive: boolean().notNull().default(true),
    uploadedById: uuid().references(() => user.id),
    deletedAt: instant(),
    deletedById: uuid().references(() => user.id),
    ...stamps(),
  },
  (t) => [
    ...tenant('regulation_document', t, [{ name: 'file', column: t.fileId, to: storedFile }]),
    uniqueIndex('regulation_document_version').on(t.organizationId, t.documentVersion),
    uniqueIndex('regulation_document_active').on(t.organizationId).where(sql`is_active and deleted_at is null`),
    index('regulation_document_by_file').on(t.organizationId, t.fileId),
    index('regulation_document_by_uploader').on(t.uploadedById),
    index('regulation_document_by_deleter').on(t.deletedById),
    check('regulation_document_title_form', sql`length(${t.title}) between 1 and 255`),
  ],
)

/** One limit of a scope and span; the narrowest scope holds. Minutes. */
export const overtimeLimit = pgTable(
  'overtime_limit',
  {
    ...tenantKey(),
    scope: oneOf([...limitScopes]).notNull(),
    departmentId: uuid(),
    employeeId: uuid(),
    span: oneOf([...limitSpans]).notNull(),
    /** Kinds of day, comma-separated; null: every kind. */
    kinds: text(),
    advisedMinutes: integer(),
    maxMinutes: integer(),
    severity: oneOf([...limitSeverities])
      .notNull()
      .default('warn'),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('overtime_limit', t, [
      { name: 'department', column: t.departmentId, to: department },
      { name: 'employee', column: t.employeeId, to: employee },
    ]),
    uniqueIndex('overtime_limit_once').on(
      t.organizationId,
      t.span,
      t.scope,
      sql`coalesce(${t.departmentId}, ${t.employeeId}, '00000000-0000-0000-0000-000000000000')`,
    ),
    index('overtime_limit_by_department').on(t.organizationId, t.departmentId),
    index('overtime_limit_by_employee').on(t.organizationId, t.employeeId),
    isOneOf('overtime_limit_scope', t.scope, limitScopes),
    isOneOf('overtime_limit_span', t.span, limitSpans),
    isOneOf('overtime_limit_severity', t.severity, limitSeverities),
    check(
      'overtime_limit_target',
      sql`(${t.scope} = 'department') = (${t.departmentId} is not null) and (${t.scope} = 'employee') = (${t.employeeId} is not null)`,
    ),
    check(
      'overtime_limit_values',
      sql`coalesce(${t.advisedMinutes}, ${t.maxMinutes}) is not null and (${t.advisedMinutes} <= ${t.maxMinutes} or ${t.advisedMinutes} is null or ${t.maxMinutes} is null)`,
    ),
  ],
)
