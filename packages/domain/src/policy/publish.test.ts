import { ListPolicyVersions } from '@lembur/contracts/policies'
import { newId } from '@lembur/db'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, soon, type World, world } from '../testing/index.ts'
import { somebody, waiting, within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion, dayCap } from '../testing/policy.ts'
import { discardPolicyDraft, getPolicy, getPolicyVersion, listPolicyVersions, publishPolicy, savePolicyDraft } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const on = (policy: string) => ({ policy })
const settle = (year: number, month: number, state: string) =>
  within(admin, ({ sql }) =>
    sql`insert into overtime_period (organization_id, id, year, month, state, changed_at)
      values (${admin.actor.organizationId}, ${newId()}, ${year}, ${month}, ${state}, ${admin.now})`.execute(),
  )

describe('a published version', () => {
  it('holds from its day on and says who published it, and is audited with what it says', async () => {
    const policy = await aPolicy(admin, 'Batam')
    const published = await aVersion(admin, policy, '2026-01-26', dayCap(3))
    expect(published).toMatchObject({
      number: 1,
      state: 'published',
      effectiveFrom: '2026-01-26',
      publishedByName: admin.actor.displayName,
      publishedAt: admin.now.toISOString(),
    })
    expect(await getPolicyVersion(admin, published)).toEqual(published)
    expect((await auditOf(admin, 'policy.publish')).at(-1)).toMatchObject({
      subjectId: policy.id,
      subjectLabel: 'Batam, 1',
      before: { state: 'draft', effectiveFrom: null },
      after: { state: 'published', effectiveFrom: '2026-01-26' },
    })
    expect((await eventsOf(admin, 'policy')).at(-1)).toEqual({ action: 'published', subjectId: policy.id })
    expect(await refusal(publishPolicy(admin, { policyId: policy.id, effectiveFrom: '2026-02-26' }))).toMatchObject({
      code: 'policy.no_draft',
    })
  })

  it('is kept for ever: beside it stand what holds today and what follows, whatever the order they were published in', async () => {
    const policy = await aPolicy(admin, 'Batam')
    for (const [day, hours] of [
      ['2026-01-26', 3],
      ['2026-07-01', 2],
      ['2027-01-01', 1],
      ['2026-05-26', 4],
    ] as const)
      await aVersion(admin, policy, day, dayCap(hours))
    expect(await getPolicy(admin, policy)).toMatchObject({
      versions: 4,
      draft: null,
      inForce: { number: 4, effectiveFrom: '2026-05-26' },
      next: { number: 2, effectiveFrom: '2026-07-01' },
    })
    const { results } = await listPolicyVersions(await here.actor('user'), ListPolicyVersions.parse({ policyId: policy.id }))
    expect(results.map(({ number, effectiveFrom }) => `${number} ${effectiveFrom}`)).toEqual([
      '4 2026-05-26',
      '3 2027-01-01',
      '2 2026-07-01',
      '1 2026-01-26',
    ])
  })

  it('is neither changed nor deleted, not even by SQL', async () => {
    const policy = await aPolicy(admin, 'Batam')
    const { id } = await aVersion(admin, policy, '2026-01-26', dayCap(3))
    const stays = /policy_version is kept as it was written/
    await expect(within(admin, ({ sql }) => sql`update policy_version set layer = '{}' where id = ${id}`.execute())).rejects.toThrow(stays)
    await expect(
      within(admin, ({ sql }) => sql`update policy_version set state = 'draft', published_at = null where id = ${id}`.execute()),
    ).rejects.toThrow(stays)
    await expect(within(admin, ({ sql }) => sql`delete from policy_version where id = ${id}`.execute())).rejects.toThrow(stays)
    expect((await refusal(discardPolicyDraft(admin, { policyId: policy.id }))).code).toBe('policy.no_draft')
    expect((await getPolicyVersion(admin, { id })).layer.patch).toEqual(dayCap(3))
  })

  it('does not begin on the day of another of its policy; of two at once one is published', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await aVersion(admin, policy, '2026-01-26')
    expect(await refusal(aVersion(admin, policy, '2026-01-26', dayCap(3)))).toEqual({
      code: 'policy.date_taken',
      details: { field: 'effectiveFrom' },
    })
    const both = await Promise.allSettled([1, 2].map(() => publishPolicy(admin, { policyId: policy.id, effectiveFrom: '2026-02-26' })))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await getPolicy(admin, policy)).versions).toBe(2)
  })

  it('is the draft that was looked at, and no other', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await savePolicyDraft(admin, { policyId: policy.id, layer: { extends: { pack: 'ID' }, patch: dayCap(3) }, note: '' })
    const publish = (version: number) => publishPolicy(admin, { policyId: policy.id, effectiveFrom: '2026-01-26', version })
    expect(await refusal(publish(1))).toEqual({ code: 'conflict.version', details: { version: 2 } })
    expect((await publish(2)).state).toBe('published')
  })
})

describe('settled periods', () => {
  it('take no version and no assignment inside or before them, of any cycle; closed ones still do', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await somebody(admin, { periodStartDay: 1 })
    await settle(2026, 3, 'processed')
    await settle(2026, 4, 'locked')
    await settle(2026, 5, 'closed')
    await aVersion(admin, policy, '2026-05-01')
    const settled = { code: 'policy.settled_period', details: { field: 'effectiveFrom', until: '2026-04-30' } }
    await savePolicyDraft(admin, { policyId: policy.id, layer: { extends: { pack: 'ID' }, patch: dayCap(3) }, note: '' })
    for (const effectiveFrom of ['2026-04-30', '2026-04-26', '2025-01-01'])
      expect(await refusal(publishPolicy(admin, { policyId: policy.id, effectiveFrom }))).toEqual(settled)
    expect(await refusal(assigned(admin, policy.id, '2026-04-30'))).toEqual(settled)
    expect((await publishPolicy(admin, { policyId: policy.id, effectiveFrom: '2026-05-02' })).number).toBe(2)
    expect((await assigned(admin, policy.id, '2026-05-01')).effectiveFrom).toBe('2026-05-01')
  })

  it('are not slipped into while one is being locked: a publication waits, and is refused then', async () => {
    const policy = await aPolicy(admin, 'Batam')
    let publishing: Promise<unknown> = Promise.resolve()
    await within(admin, async (tx) => {
      // As who locks a period does.
      await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`periods/${admin.actor.organizationId}`}, 0))`
      publishing = refusal(publishPolicy(admin, { policyId: policy.id, effectiveFrom: '2026-04-26' }))
      await soon(async () => expect(await waiting(admin)).toBe(1))
      await tx.sql`insert into overtime_period (organization_id, id, year, month, state, changed_at)
        values (${admin.actor.organizationId}, ${newId()}, 2026, 5, 'locked', ${admin.now})`
    })
    expect(await publishing).toMatchObject({ code: 'policy.settled_period' })
  })
})

describe('a layer on another policy', () => {
  it('is refused from a day on which it would be none, though it is one today', async () => {
    const policy = await aPolicy(admin, 'Batam')
    const patch = { caps: { 'ID.OT_WEEK_CAP': { limit: 600 } } }
    await savePolicyDraft(admin, { policyId: policy.id, layer: { extends: { pack: 'ID' }, patch }, note: '' })
    const other = await aPolicy(admin, 'Above')
    await aVersion(admin, policy, '2026-01-26', dayCap(3))
    expect(await refusal(aVersion(admin, other, '2025-12-01', {}, on('Batam')))).toMatchObject({
      code: 'policy.invalid',
      details: { fields: [{ path: 'layer.extends.policy', code: 'policy.no_version' }] },
    })
    expect((await publishPolicy(admin, { policyId: other.id, effectiveFrom: '2026-02-01' })).state).toBe('published')
  })

  it('keeps its ground: a publication that takes away a rule another one changes is refused, and names it', async () => {
    const [below, above] = [await aPolicy(admin, 'Below'), await aPolicy(admin, 'Above')]
    await aVersion(admin, below, '2026-01-26', dayCap(4))
    await aVersion(admin, above, '2026-01-26', { caps: { 'PLANT.DAY': { limit: 120 } } }, on('Below'))
    const refused = await refusal(aVersion(admin, below, '2026-06-26'))
    expect(refused).toMatchObject({ code: 'policy.invalid', details: { policy: 'Above', date: '2026-06-26' } })
    await aVersion(admin, above, '2026-06-20')
    expect((await publishPolicy(admin, { policyId: below.id, effectiveFrom: '2026-06-26' })).number).toBe(2)
  })

  it('closes no circle by being published', async () => {
    const [a, b] = [await aPolicy(admin, 'A'), await aPolicy(admin, 'B')]
    await aVersion(admin, a, '2026-01-26')
    await aVersion(admin, b, '2026-01-26')
    await savePolicyDraft(admin, { policyId: a.id, layer: { extends: on('B'), patch: {} }, note: '' })
    await savePolicyDraft(admin, { policyId: b.id, layer: { extends: on('A'), patch: {} }, note: '' })
    await publishPolicy(admin, { policyId: a.id, effectiveFrom: '2026-02-26' })
    for (const effectiveFrom of ['2026-02-26', '2026-02-01', '2026-03-01'])
      expect(await refusal(publishPolicy(admin, { policyId: b.id, effectiveFrom }))).toMatchObject({
        code: 'policy.invalid',
        details: { fields: expect.arrayContaining([expect.objectContaining({ code: 'policy.circular_layers' })]) },
      })
  })
})
