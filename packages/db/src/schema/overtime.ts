import { dayKinds, overtimeStatuses } from '@lembur/contracts/overtime'
import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { user } from './identity.ts'
import { department, employee, project } from './people.ts'

/**
 * A request for overtime. The work date is a day of the plant; the minutes count from its 00:00 and may pass 1440; the
 * instants are what they mean in the organisation's zone. The exclusion constraint `overtime_request_no_overlap`
 * (added by hand in the migration) refuses two counted requests of one employee that overlap, across midnight too.
 */
export const overtimeRequest = pgTable(
  'overtime_request',
  {
    ...tenantKey(),
    numberYear: integer().notNull(),
    number: integer().notNull(),
    employeeId: uuid().notNull(),
    /** The employee's department when it was filed, or moved since in an open period. */
    departmentId: uuid(),
    projectId: uuid().notNull(),
    workDate: date({ mode: 'string' }).notNull(),
    startMinute: integer().notNull(),
    endMinute: integer().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    breakMinutes: integer().notNull(),
    /** What counts: elapsed less breaks. */
    minutes: integer().notNull(),
    kind: oneOf([...dayKinds]).notNull(),
    kindOverrideReason: text(),
    reason: text().notNull(),
    detail: text().notNull(),
    status: oneOf([...overtimeStatuses])
      .notNull()
      .default('pending'),
    filedById: uuid().references(() => user.id),
    decidedById: uuid().references(() => user.id),
    decidedAt: instant(),
    decisionReason: text(),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('overtime_request', t, [
      { name: 'employee', column: t.employeeId, to: employee },
      { name: 'department', column: t.departmentId, to: department },
      { name: 'project', column: t.projectId, to: project },
    ]),
    uniqueIndex('overtime_request_number').on(t.organizationId, t.numberYear, t.number),
    index('overtime_request_by_date').on(t.organizationId, t.workDate, t.id),
    // With the status behind the order, a month of a department is counted and filtered in the index alone.
    index('overtime_request_by_department').on(t.organizationId, t.departmentId, t.workDate, t.id, t.status),
    index('overtime_request_by_employee').on(t.organizationId, t.employeeId, t.workDate, t.id),
    index('overtime_request_by_project').on(t.organizationId, t.projectId, t.workDate, t.id),
    index('overtime_request_by_status').on(t.organizationId, t.status, t.workDate, t.id),
    index('overtime_request_inbox').on(t.organizationId, t.departmentId, t.workDate, t.id).where(sql`status = 'pending'`),
    index('overtime_request_by_filer').on(t.filedById),
    index('overtime_request_by_decider').on(t.decidedById, t.decidedAt),
    index('overtime_request_rejected').on(t.decidedById, t.decidedAt).where(sql`status = 'rejected'`),
    isOneOf('overtime_request_kind', t.kind, dayKinds),
    isOneOf('overtime_request_status', t.status, overtimeStatuses),
    check(
      'overtime_request_span',
      sql`${t.endsAt} > ${t.startsAt} and ${t.endMinute} > ${t.startMinute} and ${t.startMinute} between 0 and 1439 and ${t.endMinute} <= ${t.startMinute} + 1440`,
    ),
    check(
      'overtime_request_minutes',
      sql`${t.minutes} > 0 and ${t.breakMinutes} >= 0 and ${t.minutes} + ${t.breakMinutes} = ${t.endMinute} - ${t.startMinute}`,
    ),
    check('overtime_request_reason', sql`length(${t.reason}) between 1 and 200`),
    check('overtime_request_decision', sql`(${t.status} in ('approved', 'rejected')) = (${t.decidedAt} is not null)`),
    check('overtime_request_rejection', sql`${t.status} <> 'rejected' or ${t.decisionReason} is not null`),
  ],
)

/** A break inside a request: on the same axis of minutes; `touched` where a person placed it. */
export const overtimeBreak = pgTable(
  'overtime_break',
  {
    ...tenantKey(),
    requestId: uuid().notNull(),
    startMinute: integer().notNull(),
    endMinute: integer().notNull(),
    touched: boolean().notNull().default(false),
  },
  (t) => [
    ...tenant('overtime_break', t, [{ name: 'request', column: t.requestId, to: overtimeRequest, onDelete: 'cascade' }]),
    index('overtime_break_by_request').on(t.organizationId, t.requestId, t.startMinute),
    check('overtime_break_span', sql`${t.endMinute} > ${t.startMinute}`),
  ],
)
