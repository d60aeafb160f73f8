import { sql } from 'drizzle-orm'
import { boolean, date, integer, pgPolicy, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** The tenant itself, with what it sets for itself. One is made by default; the interface shows no switch while there is one. */
export const organization = pgTable(
  'organization',
  {
    id: uuid().primaryKey(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    appName: text().notNull().default('Lembur'),
    appAcronym: text().notNull().default('PTB'),
    timeZone: text().notNull().default('Asia/Jakarta'),
    periodStartDay: integer().notNull().default(26),
    shiftStartMinute: integer().notNull().default(480),
    shiftEndMinute: integer().notNull().default(1020),
    breakAfterMinutes: integer().notNull().default(240),
    breakLengthMinutes: integer().notNull().default(60),
    anyoneFilesForAnyone: boolean().notNull().default(false),
    idleMinutes: integer(),
    /** Where people open the product, for links in mails and the way back from a provider; null: unknown. */
    publicUrl: text(),
    /** Roles that do not get in without a second factor. */
    secondFactorRoles: text().array().notNull().default([]),
    /** Days that the activity log is kept; null: for ever. */
    activityRetentionDays: integer(),
    /** From this minute of the plant's day on, old activity is cleared, once a day. */
    activityCleanupMinute: integer().notNull().default(15),
    activityClearedOn: date({ mode: 'string' }),
    /** Filled with demo people whose passwords are known: never served beyond this machine unless told so. */
    isDemo: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true, mode: 'string', precision: 3 }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true, mode: 'string', precision: 3 }).notNull().defaultNow(),
  },
  () => [
    pgPolicy('tenant', {
      using: sql`id = (select app.current_organization())`,
      withCheck: sql`id = (select app.current_organization())`,
    }),
  ],
)
