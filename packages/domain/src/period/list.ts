import type { PeriodRow, PeriodsOfYear } from '@lembur/contracts/closing'
import type { PeriodName } from '@lembur/contracts/period-state'
import type { Tx } from '@lembur/db'
import { periodOfMonth } from '@lembur/rules/period'
import { assertMay, type Ctx, notFound, reachOf, read, todayIn } from '../kernel/index.ts'
import { cycles, lastDayOf } from './cycles.ts'
import { mayBecome } from './states.ts'
import { type StoredPeriod, storedPeriods, untouched } from './stored.ts'
import { sumsOfYear } from './sums.ts'

/** The twelve periods of a year, how far each is, and what lies in it of what the reader may see. Errors: `permission.denied`. */
export async function listPeriods(ctx: Ctx, { year }: PeriodsOfYear): Promise<{ results: PeriodRow[] }> {
  assertMay(ctx.actor, 'period.read')
  return { results: await read(ctx, (tx) => rowsOfYear(ctx, tx, year)) }
}

/** One period; errors as `listPeriods`. */
export async function getPeriod(ctx: Ctx, { year, month }: PeriodName): Promise<PeriodRow> {
  const { results } = await listPeriods(ctx, { year })
  const row = results[month - 1]
  if (!row) throw notFound('period')
  return row
}

async function rowsOfYear(ctx: Ctx, tx: Tx, year: number): Promise<PeriodRow[]> {
  const [stored, startDays, sums] = await Promise.all([storedPeriods(tx, { year }), cycles(ctx, tx), sumsOfYear(ctx, tx, year)])
  return sums.map((of, index) => {
    const name = { year, month: index + 1 }
    const { id: _id, ...period } = stored.find(({ month }) => month === name.month) ?? untouched(name)
    const closableFrom = lastDayOf(name, startDays)
    const span = periodOfMonth(year, name.month, ctx.plant.periodStartDay)
    return { ...period, ...span, ...of, closableFrom, can: rightsOn(ctx, period, closableFrom) }
  })
}

function rightsOn(ctx: Ctx, { state }: Pick<StoredPeriod, 'state'>, closableFrom: string): PeriodRow['can'] {
  const may = reachOf(ctx.actor, 'period.update') !== null
  return {
    close: may && state === 'open' && todayIn(ctx) >= closableFrom,
    reopen: may && mayBecome(state, 'open'),
    lock: may && mayBecome(state, 'locked'),
    process: may && mayBecome(state, 'processed'),
  }
}
