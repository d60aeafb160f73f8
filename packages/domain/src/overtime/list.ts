import { Id } from '@lembur/contracts/ids'
import type { ListOvertime, OvertimeRow } from '@lembur/contracts/overtime'
import type { ListOf } from '@lembur/contracts/paging'
import { WorkDate } from '@lembur/contracts/time'
import type { Fragment, Query, Tx } from '@lembur/db'
import { boundOf, type Ctx, countedUpTo, field, invalid, limitTo, offsetOf, pageOf, read, readOne } from '../kernel/index.ts'
import { type Found, lookUp, matching } from './filter.ts'
import { presenter, rowColumns, rowJoins, type StoredRow } from './row.ts'

/**
 * A page of the requests the reader may see. In the default order (work date, newest first) `cursor` continues after the
 * page before at the price of the first; other orders and page numbers skip rows. The count stops at 1,000.
 * Errors: `input.invalid`, a cursor that is none or does not fit the order.
 */
export async function listOvertime(ctx: Ctx, input: ListOvertime): Promise<ListOf<OvertimeRow>> {
  const after = input.cursor === undefined ? null : readCursor(input.cursor, input.sort)
  const [first, ...others] = input.search
    ? await read(ctx, async (tx) => pageRows(ctx, tx, input, await lookUp(tx, input.search), after))
    : await readOne(ctx, (sql) => pageRows(ctx, { sql }, input, null, after))
  const rows = first?.id === null ? [] : ([first, ...others] as StoredRow[])
  const results = rows.slice(0, input.pageSize).map(presenter(ctx.actor))
  const last = results.at(-1)
  const more = rows.length > input.pageSize && input.sort === 'workDate' && last
  return pageOf(results, first?.counted ?? 0, more ? writeCursor(last) : null)
}

type Cursor = { workDate: string; id: string }

/** A row of the page with the count beside it; where the page is empty, the count alone. */
type Counted = { counted: number } & (StoredRow | { id: null })

/** Page and count in one statement: a page that is not full has counted itself. Rows past the page may follow. */
function pageRows(ctx: Ctx, tx: Pick<Tx, 'sql'>, input: ListOvertime, found: Found | null, after: Cursor | null): Query<Counted[]> {
  const { sql } = tx
  const { page, order } = sorting(sql, input)
  const newer = input.order === 'desc'
  const following = !after
    ? sql`true`
    : newer
      ? sql`(request.work_date, request.id) < (${after.workDate}, ${after.id})`
      : sql`(request.work_date, request.id) > (${after.workDate}, ${after.id})`
  const wanted = input.pageSize + 1
  const skipped = after ? 0 : offsetOf(input)
  return sql<Counted[]>`
    with request as materialized (
      select request.* from overtime_request request ${page}
      where ${matching(ctx, tx, input, found)} and ${following}
      order by ${order} ${limitTo(sql, wanted)} ${skipped > 0 ? sql`offset ${skipped}` : sql``}),
    counted as (
      select case when ${after || skipped > 0 ? sql`false` : sql`rows < ${boundOf(wanted)}`} then rows else (
        select count(*) from (
          select from overtime_request request where ${matching(ctx, tx, input, found)} ${limitTo(sql, countedUpTo + 1)}) capped)
        end::int as counted
      from (select count(*) as rows from request) shown)
    select counted.counted, ${rowColumns(sql)} from counted left join (request ${rowJoins(sql)}) on true order by ${order}`
}

/** The order of a list, and the join that its inner page needs for it; `id` always breaks ties. */
function sorting(sql: Tx['sql'], { sort, order }: ListOvertime): { page: Fragment; order: Fragment } {
  const way = order === 'desc' ? sql`desc` : sql`asc`
  const byColumn = (column: Fragment) => ({ page: sql``, order: sql`${column} ${way}, request.id ${way}` })
  switch (sort) {
    case 'employeeName':
      return {
        page: sql`join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id`,
        order: sql`employee.name ${way}, request.work_date desc, request.id desc`,
      }
    case 'projectName':
      return {
        page: sql`join project on project.organization_id = request.organization_id and project.id = request.project_id`,
        order: sql`project.name ${way}, request.work_date desc, request.id desc`,
      }
    case 'minutes':
      return byColumn(sql`request.minutes`)
    case 'status':
      return byColumn(sql`request.status`)
    case 'createdAt':
      return byColumn(sql`request.created_at`)
    case 'startMinute':
      return byColumn(sql`request.start_minute`)
    case 'workDate':
      return byColumn(sql`request.work_date`)
  }
}

const writeCursor = ({ workDate, id }: OvertimeRow): string => `${workDate}~${id}`

function readCursor(text: string, sort: ListOvertime['sort']): Cursor {
  const [date, id] = text.split('~')
  const workDate = WorkDate.safeParse(date)
  const key = Id.safeParse(id)
  if (sort !== 'workDate' || !workDate.success || !key.success) throw invalid([field('cursor', 'field.invalid')])
  return { workDate: workDate.data, id: key.data }
}
