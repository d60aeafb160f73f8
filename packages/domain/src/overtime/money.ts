import type { Wage } from '@lembur/contracts/evaluation'
import type { ExplainedMoney, Ladder } from '@lembur/contracts/explain'
import type { Tx } from '@lembur/db'
import { decimal, exact, roundBy } from '@lembur/rules/policy/fraction'
import { type CountedRequest, judgeRequests } from '@lembur/rules/policy/requests'
import type { Ctx } from '../kernel/index.ts'
import { policyOfVersion } from '../policy/index.ts'
import { wageBook } from '../wage/index.ts'
import { holidayRules } from './day.ts'
import { onlyBroken, unlessBroken } from './unless-broken.ts'

type Paid = { ladder: Ladder; requests: CountedRequest[] }

/** The wage that holds for a request, as far as the reader may see it. */
export async function wageOf(ctx: Ctx, tx: Tx, { employeeId, workDate }: { employeeId: string; workDate: string }): Promise<Wage | null> {
  const book = await wageBook(ctx, tx, { employeeIds: [employeeId], from: workDate, to: workDate })
  return book.of(employeeId, workDate)
}

/**
 * What a ladder comes to at a wage: its hours are those of the ladder, whatever has changed since. Null where the wage does not
 * lead to the one that the policy needs, and where a day wage would have to be shared among the requests of a date.
 */
export async function moneyOf(ctx: Ctx, tx: Tx, { ladder, requests }: Paid, wage: Wage | null): Promise<ExplainedMoney | null> {
  if (!wage) return null
  const policy = await policyOfVersion(tx, ladder.policy, ladder.asked.workDate).catch(onlyBroken)
  if (!policy) return null
  const { timeZone, periodStartDay } = ctx.plant
  const place = { timeZone, periodStartDay, holidays: await holidayRules(tx), wage }
  return unlessBroken(() => {
    const { pay } = judgeRequests(policy, requests, place, { trace: false }).evaluation
    if (!pay) return null
    const isFlat = ladder.rules.bands.some(({ flatDays }) => flatDays !== undefined)
    if (isFlat) return requests.length === 1 ? pay : null
    const amount = roundBy(policy.document.rounding.final, exact(ladder.rules.payableMinutes).div(60).mul(exact(pay.hourly)))
    return { ...pay, amount: decimal(amount, pay.amount.split('.')[1]?.length ?? 0) }
  })
}
