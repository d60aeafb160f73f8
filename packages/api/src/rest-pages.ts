import { defaultPageSize } from '@lembur/contracts/paging'
import { z } from 'zod'

const List = z.looseObject({
  count: z.number(),
  countIsMinimum: z.boolean().default(false),
  nextCursor: z.string().nullable().default(null),
  next: z.null(),
  previous: z.null(),
  results: z.array(z.unknown()),
})

/**
 * A list with the addresses of its neighbours, as paths of this server. `next` continues by cursor where the list has one:
 * the ten-thousandth page then costs what the first did. Anything but a list is answered as it is.
 */
export function withPageLinks(answer: unknown, path: string, query: Record<string, unknown>): unknown {
  const parsed = List.safeParse(answer)
  if (!parsed.success) return answer
  const { count, countIsMinimum, nextCursor, results } = parsed.data
  const page = Number(query.page ?? 1)
  const pageSize = Number(query.pageSize ?? defaultPageSize)
  const byCursor = typeof query.cursor === 'string'
  const full = results.length === pageSize
  const more = !byCursor && full && (countIsMinimum || page * pageSize < count)
  return {
    ...parsed.data,
    next: nextCursor
      ? address(path, { ...query, cursor: nextCursor }, ['page'])
      : more
        ? address(path, { ...query, page: page + 1 })
        : null,
    previous: !byCursor && page > 1 ? address(path, { ...query, page: page - 1 }) : null,
  }
}

function address(path: string, query: Record<string, unknown>, without: string[] = []): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (without.includes(key)) continue
    for (const each of Array.isArray(value) ? value : [value]) params.append(key, String(each))
  }
  return `${path.endsWith('/') ? path : `${path}/`}?${params}`
}
