import { z } from 'zod'
import { Role } from './access.ts'
import { Id, Version } from './ids.ts'
import { csvOf, listOf, Paging, QueryBoolean } from './paging.ts'
import { Instant, WorkDate } from './time.ts'

/** One kind a sentence; the client writes it in the reader's language from `data`. */
export const notificationKinds = [
  'overtime.submitted',
  'overtime.approved',
  'overtime.rejected',
  'overtime.reopened',
  'overtime.corrected',
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
/** The same filter for a file, which holds all of it. */
export const ExportActivities = ListActivities.omit({ page: true, pageSize: true, cursor: true })
export type ExportActivities = z.infer<typeof ExportActivities>
/** People of whom the log tells, by a part of the name or user name, or the one of an id; the first fifty. */
export const FindActors = z.object({ search: z.string().trim().max(100).default(''), id: Id.optional() })
export type FindActors = z.infer<typeof FindActors>
export const Actor = z.object({ id: Id, displayName: z.string(), username: z.string() })
export type Actor = z.infer<typeof Actor>
export const ActorList = z.object({ results: z.array(Actor) })

/** Whole days of the plant that are kept, today not counted. */
const keptDays = z.int().min(1).max(3650)
export const PurgeActivities = z.object({ days: keptDays })
export type PurgeActivities = z.infer<typeof PurgeActivities>
/** What is older than `cutoff` is gone. */
export const PurgedActivities = z.object({ deletedCount: z.int(), days: z.int(), cutoff: Instant })
export type PurgedActivities = z.infer<typeof PurgedActivities>

/** Pictures that stand for the organisation: in the browser's tab, and at the head of the menu. */
export const brandImages = ['tab_icon', 'sidebar_logo'] as const
export const BrandImage = z.enum(brandImages)
export type BrandImage = z.infer<typeof BrandImage>
export const maxBrandImageBytes = 512 * 1024
/** What each may be, by its content. */
export const brandImageTypes = {
  tab_icon: ['image/svg+xml', 'image/png', 'image/x-icon'],
  sidebar_logo: ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp'],
} as const satisfies Record<BrandImage, readonly string[]>
export const NameBrandImage = z.object({ kind: BrandImage })
export const StoredBrandImage = z.object({ kind: BrandImage, mediaType: z.string(), size: z.int(), sha256: z.string() })
export type StoredBrandImage = z.infer<typeof StoredBrandImage>

/** Where a browser finds the product: without a path, over TLS, or on this machine. */
const PublicUrl = z
  .string()
  .trim()
  .max(300)
  .refine((text) => /^(https:\/\/[a-z0-9][a-z0-9.-]*|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:\d{1,5})?\/?$/i.test(text), {
    error: 'address.invalid',
  })

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
  /** Where people open the product, for links in mails and the way back from a provider; null: unknown. */
  publicUrl: PublicUrl.nullable(),
  /** Roles that do not get in without a second factor. */
  secondFactorRoles: z.array(Role).max(Role.options.length),
  /** Days that the activity log is kept; null: for ever. */
  activityRetentionDays: keptDays.nullable(),
  /** From this minute of the plant's day on, older activity is cleared, once a day. */
  activityCleanupMinute: z.int().min(0).max(1439),
  /** The plant's day on which that was last done; null: never. */
  activityClearedOn: WorkDate.nullable(),
  version: Version,
})
export type Configuration = z.infer<typeof Configuration>
export const UpdateConfiguration = Configuration.omit({ version: true, activityClearedOn: true })
  .partial()
  .extend({ version: Version.optional() })
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
  'policy',
  'trial',
  'wage',
  'period',
  'correction',
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
