import { setImmediate } from 'node:timers/promises'
import { type ExplainedBand, type ExplainedPolicy, type ExplainedTotal, explainedUpTo, type TotalBand } from '@lembur/contracts/explain'
import { hourClasses } from '@lembur/contracts/policy'
import type { Fragment, Tx } from '@lembur/db'
import { addDays } from '@lembur/rules/dates'
import type { HolidayRule } from '@lembur/rules/day-kind'
import { type Exact, exact, fractionText, zero } from '@lembur/rules/policy/fraction'
import { judgeRequests } from '@lembur/rules/policy/requests'
import type { Ctx } from '../kernel/index.ts'
import { type PolicyBook, policyBook } from '../policy/index.ts'
import { holidayRules } from './day.ts'
import { counted } from './judged.ts'
import { bandOf, policyOf as namesOf } from './ladder.ts'
import type { Known } from './limits.ts'
import { policyOf } from './past.ts'
import { unlessBroken } from './unless-broken.ts'
import { type Work, workWithin } from './work.ts'

/** What became of one request: as it was kept, or as it is judged now. */
type Share = { bands: ExplainedBand[]; payableMinutes: string; policy: ExplainedPolicy; stored: boolean }

/** All requests of a total, judged. */
export type TotalJudged = {
  bands: TotalBand[]
  payableMinutes: string
  policies: ExplainedTotal['policies']
  stored: number
  of(id: string): Share | undefined
}

type Row = Pick<Work, 'id' | 'employeeId' | 'departmentId' | 'workDate'> & {
  periodStartDay: number | null
  kept: Omit<Share, 'stored'> | null
}

/** After so many people, others get their turn: thousands of requests take the better part of a second. */
const turn = 50

/** What is paid of an hour may hang on the month, the week and the days in a row before it. */
const before = 31

/**
 * Judges the requests of a condition, each beside all others of its employee, whether they are in the total or not. Null where
 * there are more than `explainedUpTo`, and where one cannot be judged: part of a sum is none.
 */
export async function judgedTotal(ctx: Ctx, tx: Tx, where: Fragment, dates: Known): Promise<TotalJudged | null> {
  const [rows, book, holidays] = await Promise.all([rowsOf(tx, where), policyBook(tx, { to: dates.end }), holidayRules(tx)])
  if (rows.length > explainedUpTo) return null
  const shares = new Map(rows.flatMap(({ id, kept }): [string, Share][] => (kept ? [[id, { ...kept, stored: true }]] : [])))
  const people = Map.groupBy(
    rows.filter(({ kept }) => kept === null),
    ({ employeeId }) => employeeId,
  )
  const range = { start: addDays(dates.start, -before), end: dates.end }
  const work = people.size > 0 ? await workWithin(tx, [...people.keys()], range) : []
  const workOf = Map.groupBy(work, ({ employeeId }) => employeeId)
  let judgedPeople = 0
  for (const [employeeId, mine] of people) {
    if (++judgedPeople % turn === 0) await setImmediate()
    for (const [id, share] of sharesOf(ctx, book, holidays, mine, workOf.get(employeeId) ?? [])) shares.set(id, share)
  }
  return shares.size < rows.length ? null : summed(shares)
}

/** The requests, with what was kept of the decision in force. */
const rowsOf = ({ sql }: Tx, where: Fragment): Promise<Row[]> =>
  sql<Row[]>`
    with request as materialized (select request.* from overtime_request request where ${where} limit ${explainedUpTo + 1})
    select request.id, request.employee_id as "employeeId", request.department_id as "departmentId", request.work_date as "workDate",
      employee.period_start_day as "periodStartDay",
      case when kept.id is not null then jsonb_build_object('bands', kept.explanation #> '{ladder,rules,bands}',
        'payableMinutes', kept.explanation #> '{ladder,rules,payableMinutes}', 'policy', kept.explanation #> '{ladder,policy}') end as kept
    from request
    join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
    left join overtime_explanation kept on kept.organization_id = request.organization_id and kept.request_id = request.id
      and kept.request_version = request.version and request.status = 'approved'`.then((rows) => [...rows])

/** The shares of one employee's requests, each by the policy of its date; none for those whose policy cannot be put together. */
function* sharesOf(
  ctx: Ctx,
  book: PolicyBook,
  holidays: HolidayRule[],
  mine: readonly Row[],
  work: readonly Work[],
): Generator<[id: string, share: Share]> {
  const periodStartDay = mine[0]?.periodStartDay ?? ctx.plant.periodStartDay
  const place = { timeZone: ctx.plant.timeZone, periodStartDay, holidays }
  const requests = work.map(counted)
  const booked = Map.groupBy(mine, (row) => policyOf(book, row)?.policy)
  for (const [policy, rows] of booked) {
    const named = policyOf(book, rows[0]!)
    if (!policy || !named) continue
    const judged = unlessBroken(() => judgeRequests(policy, requests, place, { trace: false }))
    if (!judged) continue
    for (const { id } of rows) {
      const { bands, payableMinutes } = judged.of(id)
      yield [id, { bands: bands.map(bandOf(policy.document)), payableMinutes, policy: namesOf(named), stored: false }]
    }
  }
}

function summed(shares: ReadonlyMap<string, Share>): TotalJudged {
  const bands = new Map<string, { band: TotalBand; payable: Exact }>()
  const policies = new Map<string, ExplainedTotal['policies'][number]>()
  let payable = zero
  let stored = 0
  for (const share of shares.values()) {
    payable = payable.add(exact(share.payableMinutes))
    if (share.stored) stored++
    for (const band of share.bands) addBand(bands, band)
    const key = JSON.stringify(share.policy)
    const known = policies.get(key)
    if (known) known.requests++
    else policies.set(key, { ...share.policy, requests: 1 })
  }
  return {
    bands: [...bands.values()].map(({ band, payable: sum }) => ({ ...band, payableMinutes: fractionText(sum) })).sort(inOrder),
    payableMinutes: fractionText(payable),
    policies: [...policies.values()],
    stored,
    of: (id) => shares.get(id),
  }
}

/** Work before rest days and holidays, the lower rate first. */
const inOrder = (a: TotalBand, b: TotalBand): number =>
  hourClasses.indexOf(a.class) - hourClasses.indexOf(b.class) || exact(a.rate).compare(exact(b.rate)) || a.label.localeCompare(b.label)

function addBand(bands: Map<string, { band: TotalBand; payable: Exact }>, more: ExplainedBand) {
  const { label, rate, class: of, inPay, article, source, minutes } = more
  const key = `${label}|${rate}|${of}|${inPay}|${article}`
  const payable = exact(more.payableMinutes)
  const known = bands.get(key)
  if (!known) {
    bands.set(key, { band: { label, rate, class: of, inPay, article, source, minutes, payableMinutes: '0', requests: 1 }, payable })
    return
  }
  known.band.minutes += minutes
  known.band.requests++
  known.payable = known.payable.add(payable)
}
