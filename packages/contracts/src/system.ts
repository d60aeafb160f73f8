import { z } from 'zod'
import { Id, Version } from './ids.ts'
import { csvOf, listOf, Paging, QueryBoolean } from './paging.ts'
import { Instant, WorkDate } from './time.ts'

/** One kind a sentence; the client writes it in the reader's language from `data`. */
export const notificationKinds = [
  'overtime.submitted',
  'overtime.approved',
  'overtime.rejected',
  'overtime.reopened',
  'report.failed',
] as const
export const Notification = z.object({
  id: Id,
  kind: z.enum(notificationKinds),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** Where it leads, a path of the client. */
  link: z.string().nullable(),
  readAt: Instant.nullable(),
  archivedAt: Instant.nullable(),
  createdAt: Instant,
})
export type Notification = z.infer<typeof Notification>
export const ListNotifications = Paging.extend({ unread: QueryBoolean.optional(), archived: QueryBoolean.default(false) })
export type ListNotifications = z.infer<typeof ListNotifications>
export const NotificationList = listOf(Notification)
export const UnreadCount = z.object({ unread: z.int() })
export const MarkNotifications = z.object({ ids: z.array(Id).min(1).max(500) })
export type MarkNotifications = z.infer<typeof MarkNotifications>
/** Notifications older than so many days are put away, everybody’s. */
export const ArchiveOldNotifications = z.object({ days: z.int().min(1).max(3650).default(90) })
export type ArchiveOldNotifications = z.infer<typeof ArchiveOldNotifications>
export const Changed = z.object({ changed: z.int() })

/** One audited write: who, what, which row, and the fields before and after. */
export const Activity = z.object({
  id: Id,
  at: Instant,
  actorName: z.string().nullable(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string().nullable(),
  subjectLabel: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  requestId: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type Activity = z.infer<typeof Activity>
export const ListActivities = Paging.extend({
  actorId: csvOf(Id),
  action: csvOf(z.string().max(100)),
  subjectType: z.string().max(100).optional(),
  subjectId: z.string().max(100).optional(),
  from: WorkDate.optional(),
  to: WorkDate.optional(),
  cursor: z.string().max(200).optional(),
})
export type ListActivities = z.infer<typeof ListActivities>
export const ActivityList = listOf(Activity)

/** Pictures that stand for the organisation: in the browser's tab, and at the head of the menu. */
export const brandImages = ['tab_icon', 'sidebar_logo'] as const
export const BrandImage = z.enum(brandImages)
export type BrandImage = z.infer<typeof BrandImage>

const minuteOfDay = z.int().min(0).max(1440)
/** What an organisation sets for itself; the defaults are the plant's. */
export const Configuration = z.object({
  appName: z.string().trim().min(1).max(100),
  appAcronym: z.string().trim().min(1).max(20),
  timeZone: z.string().max(60),
  periodStartDay: z.int().min(1).max(28),
  shiftStartMinute: minuteOfDay,
  shiftEndMinute: minuteOfDay,
  breakAfterMinutes: z.int().min(30).max(1440),
  breakLengthMinutes: z.int().min(5).max(240),
  /** The predecessor's habit: everyone with "file" files for anyone. */
  anyoneFilesForAnyone: z.boolean(),
  idleMinutes: z.int().min(1).max(1440).nullable(),
  version: Version,
})
export type Configuration = z.infer<typeof Configuration>
export const UpdateConfiguration = Configuration.omit({ version: true }).partial().extend({ version: Version.optional() })
export type UpdateConfiguration = z.infer<typeof UpdateConfiguration>

/** A live event says what changed, not what it is: the client asks again for what it shows. */
export const topics = [
  'overtime',
  'report',
  'notification',
  'department',
  'employee',
  'project',
  'holiday',
  'regulation',
  'limit',
  'configuration',
  'user',
  'me',
  'connection',
] as const
export const Topic = z.enum(topics)
export type Topic = z.infer<typeof Topic>
export const LiveEvent = z.object({ id: z.string(), topic: Topic, action: z.string(), subjectId: z.string().nullable(), at: Instant })
export type LiveEvent = z.infer<typeof LiveEvent>
export const LiveFrom = z.object({
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullish(),
})

/** The palette's answer: people, requests by number, projects. */
export const FindAnything = z.object({ text: z.string().trim().min(1).max(100) })
export const Found = z.object({
  kind: z.enum(['employee', 'overtime', 'project', 'department']),
  id: Id,
  title: z.string(),
  detail: z.string().nullable(),
  link: z.string(),
})
export type Found = z.infer<typeof Found>
export const FoundList = z.object({ results: z.array(Found) })

export const Health = z.object({
  status: z.string(),
  service: z.string().optional(),
  timestamp: z.number().optional(),
  message: z.string().optional(),
  checks: z.record(z.string(), z.object({ status: z.enum(['healthy', 'degraded', 'unhealthy']), message: z.string() })).optional(),
})
export type Health = z.infer<typeof Health>
