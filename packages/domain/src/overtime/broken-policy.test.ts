import { ExplainTotal } from '@lembur/contracts/explain'
import { InboxOvertime } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aFiled, somebody, within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion } from '../testing/policy.ts'
import { decideOvertime, explainOvertime, explainTotal, forecastOvertime, inboxOfOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

/** Somebody whose policy lies on a pack that is gone: no verb would publish it, an older release might have. */
async function inDisorder() {
  const employee = await somebody(admin)
  const policy = await aPolicy(admin, `Broken ${employee.workerId}`)
  await aVersion(admin, policy, '2026-01-01')
  const layer = { extends: { pack: 'GONE' }, patch: {} }
  await within(admin, ({ sql }) =>
    sql`insert into policy_version (organization_id, id, policy_id, number, state, layer, effective_from, published_at)
      values (${admin.actor.organizationId}, ${newId()}, ${policy.id}, 9, 'published', ${sql.json(layer)}, '2026-02-01', now())`.execute(),
  )
  await assigned(admin, policy.id, '2026-01-01', { employeeId: employee.id })
  return employee
}

describe('a policy that does not fit any more what it lies on', () => {
  it('stops nobody who files or decides, and is told by who asks for the hours', async () => {
    const employee = await inDisorder()
    const { id, workDate } = await aFiled(admin, employee, here.plant.projects.ramp)
    const draft = await forecastOvertime(admin, { employeeId: employee.id, workDate: '2026-06-12', timeStart: '17:20', timeEnd: '19:20' })
    expect(draft).toMatchObject({ law: [], policyTitle: '', minutes: 120 })
    expect(draft.limits.map(({ span }) => span)).toEqual(['day', 'week', 'period'])
    const [row] = (await inboxOfOvertime(admin, InboxOvertime.parse({}))).results
    expect(row).toMatchObject({ id, law: [], violations: [], findings: [] })
    expect((await refusal(explainOvertime(admin, { id }))).code).toBe('policy.invalid')
    expect((await decideOvertime(admin, { id, outcome: 'approved' })).status).toBe('approved')
    expect((await refusal(explainOvertime(admin, { id }))).code).toBe('policy.invalid')
    const sum = await explainTotal(admin, ExplainTotal.parse({ from: workDate, to: workDate, employeeId: employee.id }))
    expect(sum).toMatchObject({ requests: 1, countedMinutes: 60, bands: null, payableMinutes: null })
  })
})
