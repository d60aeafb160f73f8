import type { PeriodName, PeriodState } from '@lembur/contracts/period-state'
import { newId } from '@lembur/db'
import type { Ctx } from '../kernel/index.ts'
import { within } from './overtime.ts'

/** The period before the one that tests call now: 26 April to 25 May, by the plant's cycle. */
export const may = { year: 2026, month: 5 }

/** Puts a period into a state, past every rule of the domain. */
export const periodIs = (ctx: Ctx, state: PeriodState, { year, month }: PeriodName = may) =>
  within(ctx, ({ sql }) =>
    sql`
      insert into overtime_period (organization_id, id, year, month, state, changed_at)
      values (${ctx.actor.organizationId}, ${newId()}, ${year}, ${month}, ${state}, ${ctx.now})
      on conflict (organization_id, year, month) do update set state = excluded.state`.execute(),
  )
