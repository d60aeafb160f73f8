import { periodStates } from '@lembur/contracts/period-state'
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, json, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { user } from './identity.ts'
import { overtimeRequest } from './overtime.ts'

/**
 * How far the period named for a month is: everyone's, each by his own cycle (the June period of most ends on the 25th, of some
 * on the 17th). One without a row is open.
 */
export const overtimePeriod = pgTable(
  'overtime_period',
  {
    ...tenantKey(),
    year: integer().notNull(),
    month: integer().notNull(),
    state: oneOf([...periodStates])
      .notNull()
      .default('open'),
    changedById: uuid().references(() => user.id),
    changedAt: instant().notNull(),
    /** Why it was opened again. */
    reason: text(),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('overtime_period', t),
    uniqueIndex('overtime_period_once').on(t.organizationId, t.year, t.month),
    index('overtime_period_by_changer').on(t.changedById),
    isOneOf('overtime_period_state', t.state, periodStates),
    check('overtime_period_month', sql`${t.year} between 2000 and 2099 and ${t.month} between 1 and 12`),
  ],
)

/** A mistake in a locked period, put right by a difference in the next open one. It is never changed: a further one follows it. */
export const overtimeCorrection = pgTable(
  'overtime_correction',
  {
    ...tenantKey(),
    requestId: uuid().notNull(),
    /** The locked period it corrects, and the open one it lands in, by the months they are named for. */
    ofYear: integer().notNull(),
    ofMonth: integer().notNull(),
    year: integer().notNull(),
    month: integer().notNull(),
    /** The request as it was counted and as it should have been: times, breaks, kind of day, minutes. */
    before: json<Record<string, unknown>>().notNull(),
    after: json<Record<string, unknown>>().notNull(),
    /** Minutes after less minutes before. */
    differenceMinutes: integer().notNull(),
    reason: text().notNull(),
    createdById: uuid().references(() => user.id),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ...tenant('overtime_correction', t, [{ name: 'request', column: t.requestId, to: overtimeRequest }]),
    index('overtime_correction_by_period').on(t.organizationId, t.year, t.month, t.id),
    index('overtime_correction_by_request').on(t.organizationId, t.requestId, t.createdAt),
    index('overtime_correction_by_creator').on(t.createdById),
    check('overtime_correction_reason', sql`length(${t.reason}) between 1 and 200`),
    check('overtime_correction_month', sql`${t.month} between 1 and 12 and ${t.ofMonth} between 1 and 12`),
  ],
)
