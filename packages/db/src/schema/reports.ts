import { reportKinds, reportStates } from '@lembur/contracts/reports'
import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf, stamps, tenant, tenantKey } from './_columns.ts'
import { storedFile } from './files.ts'

/** One of the four official workbooks of a date or a period: where it stands, and its last good version. */
export const reportFile = pgTable(
  'report_file',
  {
    ...tenantKey(),
    kind: oneOf([...reportKinds]).notNull(),
    startDate: date({ mode: 'string' }).notNull(),
    endDate: date({ mode: 'string' }).notNull(),
    fileName: text().notNull(),
    folder: text().notNull(),
    state: oneOf([...reportStates])
      .notNull()
      .default('queued'),
    stateReason: text(),
    nextAttemptAt: instant(),
    rows: integer().notNull().default(0),
    sheets: integer().notNull().default(0),
    version: integer().notNull().default(0),
    fileId: uuid(),
    builtAt: instant(),
    deliveredAt: instant(),
    ...stamps(),
  },
  (t) => [
    ...tenant('report_file', t, [{ name: 'file', column: t.fileId, to: storedFile }]),
    uniqueIndex('report_file_once').on(t.organizationId, t.startDate, t.endDate, t.kind),
    index('report_file_by_state').on(t.organizationId, t.state),
    index('report_file_by_file').on(t.organizationId, t.fileId),
    isOneOf('report_file_kind', t.kind, reportKinds),
    isOneOf('report_file_state', t.state, reportStates),
    check('report_file_range', sql`${t.endDate} >= ${t.startDate}`),
  ],
)

export const reportEvents = ['queued', 'building', 'stored', 'delivered', 'failed', 'open-elsewhere', 'removed'] as const
/** What happened to a workbook, for the report centre's log. */
export const reportEvent = pgTable(
  'report_event',
  {
    ...tenantKey(),
    reportFileId: uuid().notNull(),
    event: oneOf([...reportEvents]).notNull(),
    text: text(),
    size: integer(),
    version: integer(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [
    ...tenant('report_event', t, [{ name: 'file', column: t.reportFileId, to: reportFile, onDelete: 'cascade' }]),
    index('report_event_by_file').on(t.organizationId, t.reportFileId, t.at),
    index('report_event_by_time').on(t.organizationId, t.at),
    isOneOf('report_event_event', t.event, reportEvents),
  ],
)
