import { notificationKinds, topics } from '@lembur/contracts/system'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, isOneOf, oneOf, tenant, tenantKey } from './_columns.ts'
import { user } from './identity.ts'

/** A message to one person; the client writes the sentence from `kind` and `data`. */
export const notification = pgTable(
  'notification',
  {
    ...tenantKey(),
    userId: uuid()
      .notNull()
      .references(() => user.id),
    kind: oneOf([...notificationKinds]).notNull(),
    data: jsonb().$type<Record<string, string | number | null>>().notNull(),
    link: text(),
    readAt: instant(),
    archivedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ...tenant('notification', t),
    index('notification_by_user').on(t.organizationId, t.userId, t.createdAt, t.id),
    index('notification_of_user').on(t.userId),
    isOneOf('notification_kind', t.kind, notificationKinds),
  ],
)

/** The audit: one row a write, with what was before and after; appended, never changed. */
export const activity = pgTable(
  'activity',
  {
    ...tenantKey(),
    at: instant().notNull(),
    actorId: uuid().references(() => user.id),
    /** As he was called then. */
    actorName: text(),
    action: text().notNull(),
    subjectType: text().notNull(),
    subjectId: text(),
    subjectLabel: text(),
    before: jsonb().$type<Record<string, unknown>>(),
    after: jsonb().$type<Record<string, unknown>>(),
    requestId: text(),
    ip: text(),
    userAgent: text(),
  },
  (t) => [
    ...tenant('activity', t),
    index('activity_by_time').on(t.organizationId, t.at, t.id),
    index('activity_by_subject').on(t.organizationId, t.subjectType, t.subjectId, t.at),
    index('activity_by_actor').on(t.actorId, t.at),
  ],
)

/** What changed, for open tabs: announced by NOTIFY with the id only, read again by whoever listens. Kept for a day. */
export const event = pgTable(
  'event',
  {
    organizationId: uuid().notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    topic: oneOf([...topics]).notNull(),
    action: text().notNull(),
    subjectId: text(),
    /** Only for this person; null: for all who may read the topic. */
    userId: uuid().references(() => user.id),
    /** The employee it is about: who reads only his own rows hears only of those. */
    employeeId: uuid(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [
    ...tenant('event', { organizationId: t.organizationId }),
    primaryKey({ name: 'event_key', columns: [t.organizationId, t.id] }),
    index('event_by_time').on(t.at),
    index('event_of_user').on(t.userId),
    isOneOf('event_topic', t.topic, topics),
  ],
)

/** The last running number given, per kind and year: OT-2026-000123. */
export const numberCounter = pgTable(
  'number_counter',
  { organizationId: uuid().notNull(), kind: text().notNull(), year: integer().notNull(), last: integer().notNull() },
  (t) => [
    ...tenant('number_counter', { organizationId: t.organizationId }),
    primaryKey({ name: 'number_counter_key', columns: [t.organizationId, t.kind, t.year] }),
  ],
)
