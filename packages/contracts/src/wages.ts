import { z } from 'zod'
import { Id, Version } from './ids.ts'
import { listOf, Paging, QueryBoolean } from './paging.ts'
import { ImportError, maxImportRows } from './people.ts'
import { Instant, WorkDate } from './time.ts'

/** By the month, or by the hour. */
export const wageBases = ['monthly', 'hourly'] as const
export const WageBasis = z.enum(wageBases, { error: 'wage.basis' })
export type WageBasis = z.infer<typeof WageBasis>

/** A sum of money as text with a point, so that nothing is lost on the way: at most twelve digits before it and two behind. */
const sum = z.string({ error: 'wage.amount' }).regex(/^(0|[1-9]\d{0,11})(\.\d{1,2})?$/, { error: 'wage.amount', abort: true })
export const WageAmount = sum.refine((text) => Number(text) > 0, { error: 'wage.amount' })

/** Three letters of ISO 4217. */
export const Currency = z
  .string({ error: 'field.invalid' })
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, { error: 'wage.currency' })
/** What is meant where nothing else is said: the product's first plants pay in rupiah. */
export const defaultCurrency = 'IDR'

const termFields = {
  basis: WageBasis,
  /** Basic wage: of the month, or of the hour. */
  amount: WageAmount,
  /** Paid every month whatever happens; with the basic wage it is the base of overtime (PP 35/2021, art. 32). */
  fixedAllowance: sum.nullable(),
  /** Paid by attendance or result; it counts only where the rest is less than 75 % of all (PP 35/2021, art. 32). */
  variableAllowance: sum.nullable(),
  currency: Currency,
  note: z.string().trim().max(200, { error: 'text.too_long' }).nullable(),
}
/** What is sealed of a wage: everything but whose it is and from when. */
export const WageTerms = z.object(termFields)
export type WageTerms = z.infer<typeof WageTerms>

/** `terms` is null where no key of the server opens them any more: such a wage can be set anew or removed. */
export const WageRow = z.object({
  id: Id,
  employeeId: Id,
  effectiveFrom: WorkDate,
  terms: WageTerms.nullable(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type WageRow = z.infer<typeof WageRow>

/** Without `id` a new wage; with it, that wage is replaced as a whole. */
export const SetWage = z
  .object({
    ...termFields,
    id: Id.optional(),
    version: Version.optional(),
    employeeId: Id,
    effectiveFrom: WorkDate,
    fixedAllowance: termFields.fixedAllowance.default(null),
    variableAllowance: termFields.variableAllowance.default(null),
    currency: termFields.currency.default(defaultCurrency),
    note: termFields.note.default(null),
  })
  .superRefine((wage, ctx) => {
    if (wage.basis === 'monthly') return
    for (const path of ['fixedAllowance', 'variableAllowance'] as const)
      if (wage[path] !== null) ctx.addIssue({ code: 'custom', path: [path], message: 'wage.allowance' })
  })
export type SetWage = z.infer<typeof SetWage>
export const RemoveWage = z.object({ id: Id, version: Version.optional() })
export type RemoveWage = z.infer<typeof RemoveWage>

/** The wages of one employee, the newest first. */
export const ListWages = Paging.extend({ employeeId: Id })
export type ListWages = z.infer<typeof ListWages>
export const WageList = listOf(WageRow)

/** Whether a wage is known of somebody today; no sum. */
export const WagePerson = z.object({
  employeeId: Id,
  workerId: z.string(),
  name: z.string(),
  departmentCode: z.string().nullable(),
  departmentName: z.string().nullable(),
  isEnabled: z.boolean(),
  /** The day from which the wage of today holds; null: none is known. */
  knownSince: WorkDate.nullable(),
  /** The day from which the next one will hold. */
  nextFrom: WorkDate.nullable(),
})
export type WagePerson = z.infer<typeof WagePerson>
export const ListWagePeople = Paging.extend({
  search: z.string().trim().max(100).optional(),
  /** True: only those of whom no wage is known today; false: only the others. */
  missing: QueryBoolean.optional(),
  isEnabled: QueryBoolean.optional(),
})
export type ListWagePeople = z.infer<typeof ListWagePeople>
export const WagePeople = listOf(WagePerson)

/** Columns of the import, in the order of its template. */
export const wageColumns = [
  'worker_id',
  'effective_from',
  'basis',
  'amount',
  'fixed_allowance',
  'variable_allowance',
  'currency',
  'note',
] as const

/** The rows of a file as text, already read. A wage of the same day is replaced, or is an error without `replaceExisting`. */
export const ImportWages = z.object({
  header: z.array(z.string().max(200)).max(100),
  rows: z.array(z.array(z.string().max(1000)).max(100)).max(maxImportRows, { error: 'import.too_many_rows' }),
  replaceExisting: z.boolean().default(true),
  dryRun: z.boolean().default(false),
})
export type ImportWages = z.infer<typeof ImportWages>

/** All lines or none: `applied` is false after a dry run, and where a single line was wrong. Errors never repeat a sum. */
export const WageImportResult = z.object({
  dryRun: z.boolean(),
  totalRows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  errors: z.array(ImportError),
  applied: z.boolean(),
})
export type WageImportResult = z.infer<typeof WageImportResult>
