import { z } from 'zod'
import { Id, Version } from './ids.ts'
import { DayKind, LimitSpan, limitSeverities } from './overtime.ts'
import { listOf, Paging, QueryBoolean, SortOrder } from './paging.ts'
import { Instant, WorkDate } from './time.ts'

const text = (max: number) =>
  z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(max, { error: 'text.too_long' })

/** A public holiday. A recurring one appears on its day of every year. */
export const Holiday = z.object({
  id: Id,
  title: z.string(),
  date: WorkDate,
  isRecurring: z.boolean(),
  description: z.string(),
  color: z.string(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Holiday = z.infer<typeof Holiday>
const HolidayColor = z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, { error: 'color.invalid' })
export const CreateHoliday = z.object({
  title: text(200),
  date: WorkDate,
  isRecurring: z.boolean().default(false),
  description: z.string().trim().max(2000).default(''),
  color: HolidayColor.default('#FFB6C1'),
})
export type CreateHoliday = z.infer<typeof CreateHoliday>
export const UpdateHoliday = z.object({
  id: Id,
  version: Version.optional(),
  title: text(200).optional(),
  date: WorkDate.optional(),
  isRecurring: z.boolean().optional(),
  description: z.string().trim().max(2000).optional(),
  color: HolidayColor.optional(),
})
export type UpdateHoliday = z.infer<typeof UpdateHoliday>
/** With `year`, recurring holidays appear on that year's date. */
export const ListHolidays = Paging.extend({
  year: z.coerce.number().int().min(2000).max(2099).optional(),
  from: WorkDate.optional(),
  to: WorkDate.optional(),
  order: SortOrder.default('asc'),
})
export type ListHolidays = z.infer<typeof ListHolidays>
export const HolidayList = listOf(Holiday)
/** What a change of holidays did to requests that still wait. */
export const HolidayChanged = Holiday.extend({ rederived: z.int() })

export const Regulation = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  category: z.string(),
  position: z.int(),
  isActive: z.boolean(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Regulation = z.infer<typeof Regulation>
export const CreateRegulation = z.object({
  title: text(200),
  description: z.string().trim().max(5000).default(''),
  category: text(50).default('general'),
  /** Left out: after the last. */
  position: z.int().min(0).optional(),
  isActive: z.boolean().default(true),
})
export type CreateRegulation = z.infer<typeof CreateRegulation>
export const UpdateRegulation = z.object({
  id: Id,
  version: Version.optional(),
  title: text(200).optional(),
  description: z.string().trim().max(5000).optional(),
  category: text(50).optional(),
  position: z.int().min(0).optional(),
  isActive: z.boolean().optional(),
})
export type UpdateRegulation = z.infer<typeof UpdateRegulation>
export const ListRegulations = Paging.extend({
  search: z.string().trim().max(100).optional(),
  category: z.string().max(50).optional(),
  isActive: QueryBoolean.optional(),
})
export type ListRegulations = z.infer<typeof ListRegulations>
export const RegulationList = listOf(Regulation)

export const maxRegulationDocumentBytes = 10 * 1024 * 1024
/** A PDF of the policy; a new upload replaces the one before and is the next version. Old versions stay readable. */
export const RegulationDocument = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  fileName: z.string(),
  size: z.int(),
  sha256: z.string(),
  documentVersion: z.int(),
  isActive: z.boolean(),
  uploadedByName: z.string().nullable(),
  createdAt: Instant,
})
export type RegulationDocument = z.infer<typeof RegulationDocument>
export const UploadRegulationDocument = z.object({
  title: text(255),
  description: z.string().trim().max(2000).default(''),
  fileName: text(255),
  bytes: z.instanceof(Uint8Array),
})
export type UploadRegulationDocument = z.infer<typeof UploadRegulationDocument>
export const ListRegulationDocuments = Paging.extend({ isActive: QueryBoolean.optional() })
export type ListRegulationDocuments = z.infer<typeof ListRegulationDocuments>
export const RegulationDocumentList = listOf(RegulationDocument)

export const limitScopes = ['organisation', 'department', 'employee'] as const
/** A limit on overtime per day, week or period; minutes. The narrowest scope that has one holds. */
export const Limit = z.object({
  id: Id,
  scope: z.enum(limitScopes),
  departmentId: Id.nullable(),
  departmentCode: z.string().nullable(),
  employeeId: Id.nullable(),
  employeeName: z.string().nullable(),
  span: LimitSpan,
  /** The kinds of day it holds on; null: every kind. */
  kinds: z.array(DayKind).nullable(),
  advisedMinutes: z.int().nullable(),
  maxMinutes: z.int().nullable(),
  severity: z.enum(limitSeverities),
  version: Version,
})
export type Limit = z.infer<typeof Limit>
const limitMinutes = (most: number) => z.int().min(1).max(most).nullable()
/** Sets the one limit of a scope and span; both values null removes it. Advised may not exceed the maximum. */
export const SetLimit = z
  .object({
    scope: z.enum(limitScopes),
    departmentId: Id.nullable().default(null),
    employeeId: Id.nullable().default(null),
    span: LimitSpan,
    kinds: z.array(DayKind).min(1).nullable().default(null),
    advisedMinutes: limitMinutes(744 * 60),
    maxMinutes: limitMinutes(744 * 60),
    severity: z.enum(limitSeverities).default('warn'),
  })
  .refine((limit) => limit.advisedMinutes === null || limit.maxMinutes === null || limit.advisedMinutes <= limit.maxMinutes, {
    path: ['advisedMinutes'],
    error: 'limit.advised_over_max',
  })
  .refine((limit) => limit.span !== 'day' || (limit.maxMinutes ?? 0) <= 24 * 60, { path: ['maxMinutes'], error: 'limit.too_long' })
  .refine((limit) => limit.span !== 'week' || (limit.maxMinutes ?? 0) <= 168 * 60, { path: ['maxMinutes'], error: 'limit.too_long' })
  .refine(
    (limit) =>
      (limit.scope === 'department') === (limit.departmentId !== null) && (limit.scope === 'employee') === (limit.employeeId !== null),
    { path: ['scope'], error: 'limit.scope' },
  )
export type SetLimit = z.infer<typeof SetLimit>
export const LimitList = z.object({ results: z.array(Limit) })
/** How many people would be over a limit in the running week or period, before it is saved. */
export const PreviewLimit = z.object({ span: LimitSpan, maxMinutes: z.int().min(1) })
export const LimitPreview = z.object({ peopleOver: z.int(), people: z.int() })
