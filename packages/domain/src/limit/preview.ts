import type { LimitPreview, PreviewLimit } from '@lembur/contracts/rules'
import type { Tx } from '@lembur/db'
import { limitRange } from '@lembur/rules/limits'
import type { z } from 'zod'
import { assertMay, type Ctx, read, todayIn } from '../kernel/index.ts'

/**
 * How many enabled employees have more counted minutes than `maxMinutes` today, in the running week or in their running
 * period (each by his own cycle), and of how many. Every kind of day counts, whatever narrower limits say.
 */
export async function previewLimit(ctx: Ctx, { span, maxMinutes }: z.infer<typeof PreviewLimit>): Promise<z.infer<typeof LimitPreview>> {
  assertMay(ctx.actor, 'limit.update')
  const plantDay = ctx.plant.periodStartDay
  return read(ctx, async (tx) => {
    const { sql } = tx
    const cycles = (await startDays(tx, plantDay)).map((day) => ({ day, ...limitRange(span, todayIn(ctx), day) }))
    const [row] = await sql<{ peopleOver: number; people: number }[]>`
      with cycle as (select * from jsonb_to_recordset(${sql.json(cycles)}) as cycle(day integer, start date, "end" date)),
        person as (
          select employee.organization_id, employee.id, cycle.start, cycle."end"
          from employee join cycle on cycle.day = coalesce(employee.period_start_day, ${plantDay}) where employee.is_enabled),
        total as (
          select request.employee_id, sum(request.minutes) as minutes
          from overtime_request request join person on person.organization_id = request.organization_id and person.id = request.employee_id
          where request.status in ('pending', 'approved') and request.work_date between person.start and person."end"
            and request.work_date between (select min(start) from cycle) and (select max("end") from cycle)
          group by request.employee_id)
      select (select count(*) from total where minutes > ${maxMinutes})::int as "peopleOver", (select count(*) from person)::int as people`
    return row ?? { peopleOver: 0, people: 0 }
  })
}

/** The start days of the cycles that people are in. */
async function startDays({ sql }: Tx, plantDay: number): Promise<number[]> {
  const rows = await sql<{ day: number }[]>`select distinct coalesce(period_start_day, ${plantDay}) as day from employee where is_enabled`
  return rows.map(({ day }) => day)
}
