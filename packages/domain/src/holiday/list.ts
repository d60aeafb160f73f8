import type { ListOf } from '@lembur/contracts/paging'
import type { Holiday, ListHolidays } from '@lembur/contracts/rules'
import { holiday } from '@lembur/db/schema'
import { yearOf } from '@lembur/rules/dates'
import { holidaysOfYear } from '@lembur/rules/day-kind'
import { asc } from 'drizzle-orm'
import { assertMay, type Ctx, offsetOf, pageOf, read } from '../kernel/index.ts'
import { columns } from './access.ts'

/**
 * The holidays in order of date. Over a `year`, or from one date to another, recurring ones appear on their day of each
 * year; without such a span every holiday stands once, on the date it was entered for. A plant has a few dozen a year, so
 * the page is cut from all of them.
 */
export async function listHolidays(ctx: Ctx, input: ListHolidays): Promise<ListOf<Holiday>> {
  assertMay(ctx.actor, 'holiday.read')
  const { year, from = '2000-01-01', to = '2099-12-31' } = input
  const stored = await read(ctx, ({ db }) => db.select(columns).from(holiday).orderBy(asc(holiday.date), asc(holiday.title)))
  const spread = year !== undefined || (input.from !== undefined && input.to !== undefined)
  const [first, last] = year === undefined ? [yearOf(from), yearOf(to)] : [year, year]
  const every = spread ? yearsFrom(first, last).flatMap((each) => holidaysOfYear(each, stored)) : stored
  const found = every.filter(({ date }) => date >= from && date <= to)
  if (input.order === 'desc') found.reverse()
  const start = offsetOf(input)
  return pageOf(found.slice(start, start + input.pageSize), found.length)
}

const yearsFrom = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
