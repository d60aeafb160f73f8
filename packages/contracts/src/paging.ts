import { z } from 'zod'

export const defaultPageSize = 25
export const maxPageSize = 500

/** Page number and size; numbers may come as text (a query string). Over 500 rows a page are refused, not silently cut. */
export const Paging = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(maxPageSize, { error: 'page.too_large' }).default(defaultPageSize),
})
export type Paging = z.infer<typeof Paging>

/**
 * The one envelope of every list. `count` is exact up to 1,000; past that it says 1,000 and `countIsMinimum` is true
 * ("1,000+"), because counting a whole table costs more than the page. `next` and `previous` are addresses for REST,
 * null in tRPC; `nextCursor` continues a list that is paged by keyset.
 */
export const listOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    count: z.int(),
    countIsMinimum: z.boolean().default(false),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    nextCursor: z.string().nullable().default(null),
    results: z.array(row),
  })

export type ListOf<Row> = {
  count: number
  countIsMinimum: boolean
  next: string | null
  previous: string | null
  nextCursor: string | null
  results: Row[]
}

export const sortOrders = ['asc', 'desc'] as const
export const SortOrder = z.enum(sortOrders)
export type SortOrder = z.infer<typeof SortOrder>

/** A query parameter that may be given once or as a comma-separated list: `status=pending,approved`. */
export const csvOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(item)).optional()

/** A boolean that may come from a query string. */
export const QueryBoolean = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())
