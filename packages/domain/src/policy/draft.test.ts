import { CreatePolicy, ListPolicies, ListPolicyVersions, SavePolicyDraft } from '@lembur/contracts/policies'
import { newId } from '@lembur/db'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion, dayCap } from '../testing/policy.ts'
import {
  comparePolicies,
  createPolicy,
  describePolicy,
  discardPolicyDraft,
  getPolicy,
  getPolicyVersion,
  listPolicies,
  listPolicyVersions,
  removePolicy,
  savePolicyDraft,
  updatePolicy,
} from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const id = { extends: { pack: 'ID' } }
const versionsOf = async (policyId: string) => (await listPolicyVersions(admin, ListPolicyVersions.parse({ policyId }))).results

describe('a new policy', () => {
  it('has a first draft on a pack, is audited with what it says, and is heard of', async () => {
    const made = await createPolicy(
      admin,
      CreatePolicy.parse({ name: 'Batam', description: 'The plant', pack: 'ID', packVersion: 'PP35-2021' }),
    )
    expect(made).toMatchObject({
      name: 'Batam',
      description: 'The plant',
      versions: 1,
      assignments: 0,
      inForce: null,
      next: null,
      version: 1,
    })
    const layer = { extends: { pack: 'ID', version: 'PP35-2021' }, patch: {} }
    expect(await versionsOf(made.id)).toEqual([
      expect.objectContaining({ id: made.draft?.id, number: 1, state: 'draft', layer, effectiveFrom: null, publishedAt: null }),
    ])
    expect((await auditOf(admin, 'policy.create')).at(-1)).toMatchObject({
      subjectId: made.id,
      before: null,
      after: { name: 'Batam', layer },
    })
    expect((await eventsOf(admin, 'policy')).at(-1)).toEqual({ action: 'created', subjectId: made.id })
  })

  it('begins as another is now: its published version before its draft', async () => {
    const model = await aPolicy(admin, 'Model')
    await aVersion(admin, model, '2026-01-01', dayCap(3))
    await savePolicyDraft(admin, { policyId: model.id, layer: { ...id, patch: dayCap(9) }, note: '' })
    const copy = await createPolicy(admin, CreatePolicy.parse({ name: 'Copy', copyOf: model.id }))
    const [draft] = await versionsOf(copy.id)
    expect(draft?.layer).toEqual({ ...id, patch: dayCap(3) })
    expect(await refusal(createPolicy(admin, CreatePolicy.parse({ name: 'Of nothing', copyOf: newId() })))).toMatchObject({
      code: 'input.invalid',
      details: { fields: [{ path: 'copyOf', code: 'policy.no_version' }] },
    })
  })

  it('has a name of its own, in whatever spelling, and a pack that there is', async () => {
    const held = await aPolicy(admin, 'Named')
    expect(await refusal(aPolicy(admin, 'NAMED'))).toEqual({ code: 'conflict.duplicate', details: { field: 'name', existingId: held.id } })
    const other = await aPolicy(admin, 'Other name')
    expect((await refusal(updatePolicy(admin, { id: other.id, name: 'named' }))).code).toBe('conflict.duplicate')
    expect(await refusal(createPolicy(admin, CreatePolicy.parse({ name: 'Nowhere', pack: 'XX' })))).toMatchObject({
      code: 'policy.invalid',
      details: { fields: [{ path: 'layer.extends.pack', code: 'policy.unknown_pack' }] },
    })
    expect(CreatePolicy.safeParse({ name: 'Neither' }).success).toBe(false)
  })

  it('is found by words of its name and description, in order of names', async () => {
    for (const name of ['beta shift', 'Alpha shift']) await aPolicy(admin, name)
    const { results, count } = await listPolicies(await here.actor('user'), ListPolicies.parse({ search: 'SHIFT' }))
    expect([count, ...results.map(({ name }) => name)]).toEqual([2, 'Alpha shift', 'beta shift'])
  })
})

describe('a draft', () => {
  it('is written over, begun again behind a published version, and thrown away, each with its audit', async () => {
    const policy = await aPolicy(admin, 'Drafted')
    const saved = await savePolicyDraft(admin, { policyId: policy.id, layer: { ...id, patch: dayCap(4) }, note: 'Saturdays' })
    expect(saved).toMatchObject({ number: 1, state: 'draft', version: 2, note: 'Saturdays' })
    const [audited] = (await auditOf(admin, 'policy.draft')).slice(-1)
    expect(audited?.before).toMatchObject({ layer: { ...id, patch: {} }, note: '' })
    expect(audited?.after).toMatchObject({ layer: { ...id, patch: dayCap(4) }, note: 'Saturdays' })
    await aVersion(admin, policy, '2026-01-01', dayCap(4))
    expect((await getPolicy(admin, policy)).draft).toBeNull()
    const second = await savePolicyDraft(admin, { policyId: policy.id, layer: { ...id, patch: dayCap(5) }, note: '' })
    expect(second).toMatchObject({ number: 2, state: 'draft', version: 1 })
    expect(await discardPolicyDraft(admin, { policyId: policy.id, version: 1 })).toEqual({ id: second.id })
    expect((await auditOf(admin, 'policy.discard')).at(-1)?.before).toMatchObject({ layer: { patch: dayCap(5) } })
    expect(await refusal(discardPolicyDraft(admin, { policyId: policy.id }))).toMatchObject({ code: 'policy.no_draft' })
    expect((await versionsOf(policy.id)).map(({ number, state }) => `${number} ${state}`)).toEqual(['1 published'])
  })

  it('that was changed or published meanwhile is a conflict', async () => {
    const policy = await aPolicy(admin, 'Raced')
    const save = (version: number, hours: number) =>
      savePolicyDraft(admin, { policyId: policy.id, version, layer: { ...id, patch: dayCap(hours) }, note: '' })
    const [first, second] = await Promise.allSettled([save(1, 2), save(1, 3)])
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(save(1, 4))).toEqual({ code: 'conflict.version', details: { version: 2 } })
    await aVersion(admin, policy, '2026-01-01')
    expect((await refusal(save(3, 5))).code).toBe('conflict.version')
  })

  it('saved twice as it is writes nothing', async () => {
    const policy = await aPolicy(admin, 'Unmoved')
    const layer = { ...id, patch: {} }
    expect((await savePolicyDraft(admin, { policyId: policy.id, layer, note: '' })).version).toBe(1)
  })

  it('begun by two at once is one draft', async () => {
    const policy = await aPolicy(admin, 'Begun twice')
    await aVersion(admin, policy, '2026-01-01')
    const begin = (hours: number) => savePolicyDraft(admin, { policyId: policy.id, layer: { ...id, patch: dayCap(hours) }, note: '' })
    const drafts = await Promise.all([begin(2), begin(3)])
    expect(drafts.map(({ number }) => number)).toEqual([2, 2])
    expect(await versionsOf(policy.id)).toHaveLength(2)
  })

  it('that is no policy is not saved, and each fault is named by its path inside the patch', async () => {
    const policy = await aPolicy(admin, 'Faulty')
    const patches = [
      [{ caps: { MY_CAP: { window: 'day', counts: ['overtime'], limit: -1, severity: 'violation' } } }, 'layer.patch.caps.MY_CAP.limit'],
      [{ days: { workday: { source: 'nowhere' } } }, 'layer.patch.days.workday.source'],
      [{ norm: { dayMinutes: 'eight hours' } }, 'layer.patch.norm.dayMinutes'],
      [{ pay: 'double' }, 'layer.patch.pay'],
    ] as const
    for (const [patch, path] of patches) {
      const refused = await refusal(savePolicyDraft(admin, { policyId: policy.id, layer: { ...id, patch }, note: '' }))
      expect(refused.code).toBe('policy.invalid')
      expect(refused.details).toMatchObject({ fields: expect.arrayContaining([expect.objectContaining({ path })]) })
    }
    expect((await getPolicy(admin, policy)).draft?.id).toBe(policy.draft?.id)
    expect(await getPolicyVersion(admin, { id: policy.draft?.id ?? '' })).toMatchObject({ version: 1, layer: { patch: {} } })
  })

  it('lies on a pack or on a policy, not on both and not on nothing', () => {
    for (const on of [{}, { pack: 'ID', policy: 'Round A' }]) {
      const parsed = SavePolicyDraft.safeParse({ policyId: newId(), layer: { extends: on } })
      expect(parsed.error?.issues).toMatchObject([{ path: ['layer', 'extends'], message: 'policy.unknown_pack' }])
    }
  })

  it('cannot be built on itself, however far around, nor on what is not there or not published', async () => {
    const [a, b, unpublished] = [await aPolicy(admin, 'Round A'), await aPolicy(admin, 'Round B'), await aPolicy(admin, 'Round C')]
    await aVersion(admin, a, '2026-01-01')
    await aVersion(admin, b, '2026-01-01', dayCap(4), { policy: 'round a' })
    const on = (policyId: string, policy: string, version?: string) =>
      refusal(savePolicyDraft(admin, { policyId, layer: { extends: { policy, ...(version ? { version } : {}) }, patch: {} }, note: '' }))
    const fault = (code: string, path = 'layer.extends.policy') => ({
      code: 'policy.invalid',
      details: { fields: [expect.objectContaining({ path, code })] },
    })
    expect(await on(a.id, 'Round A')).toMatchObject(fault('policy.circular_layers'))
    expect(await on(a.id, 'Round B')).toMatchObject(fault('policy.circular_layers'))
    expect(await on(a.id, 'Round B', '1')).toMatchObject(fault('policy.circular_layers'))
    expect(await on(b.id, 'Round A', '7')).toMatchObject(fault('policy.no_version', 'layer.extends.version'))
    expect(await on(b.id, unpublished.name)).toMatchObject(fault('policy.unknown_policy'))
    expect(await on(b.id, 'Round Z')).toMatchObject(fault('policy.unknown_policy'))
  })
})

describe('a draft that is not decided', () => {
  it('is seen by who writes policies alone; the others see what was published', async () => {
    const policy = await aPolicy(admin, 'Unseen')
    const published = await aVersion(admin, policy, '2026-01-01', dayCap(3))
    const draft = await savePolicyDraft(admin, { policyId: policy.id, layer: { ...id, patch: dayCap(1) }, note: '' })
    const reader = await here.actor('user')
    expect(await getPolicy(admin, policy)).toMatchObject({ draft: { id: draft.id }, versions: 2 })
    expect(await getPolicy(reader, policy)).toMatchObject({ draft: null, versions: 1, inForce: { id: published.id } })
    expect((await listPolicyVersions(reader, ListPolicyVersions.parse({ policyId: policy.id }))).results.map(({ id }) => id)).toEqual([
      published.id,
    ])
    const looking = [
      getPolicyVersion(reader, draft),
      describePolicy(reader, { versionId: draft.id }),
      comparePolicies(reader, { beforeId: published.id, afterId: draft.id }),
    ]
    expect(await refusalsOf(looking)).toEqual(['not_found'])
    expect((await getPolicyVersion(admin, draft)).id).toBe(draft.id)
  })
})

describe('a policy', () => {
  it('is renamed unless layers that are kept for ever name it', async () => {
    const [below, above] = [await aPolicy(admin, 'Below'), await aPolicy(admin, 'Above')]
    await aVersion(admin, below, '2026-01-01')
    expect(await updatePolicy(admin, { id: below.id, name: 'Lower', version: 1 })).toMatchObject({ name: 'Lower', version: 2 })
    expect((await refusal(updatePolicy(admin, { id: below.id, name: 'Lowest', version: 1 }))).code).toBe('conflict.version')
    await aVersion(admin, above, '2026-01-01', {}, { policy: 'Lower' })
    expect(await refusal(updatePolicy(admin, { id: below.id, name: 'Lowest' }))).toEqual({
      code: 'policy.built_on',
      details: { by: 'Above' },
    })
    expect(await updatePolicy(admin, { id: below.id, description: 'Under another' })).toMatchObject({ description: 'Under another' })
  })

  it('goes with its draft and its trials while nobody was judged by it, and stays once it was published or assigned', async () => {
    const fresh = await aPolicy(admin, 'Fresh')
    await within(admin, ({ sql }) =>
      sql`insert into policy_trial (organization_id, id, policy_id, layer, first_date, last_date, periods, with_wages, result, state)
        values (${admin.actor.organizationId}, ${newId()}, ${fresh.id}, '{}', '2026-01-26', '2026-02-25', 1, false, '{}', 'done')`.execute(),
    )
    expect(await removePolicy(admin, fresh)).toEqual({ id: fresh.id })
    expect((await auditOf(admin, 'policy.remove')).at(-1)?.before).toMatchObject({ name: 'Fresh', layer: { ...id, patch: {} } })
    expect((await refusal(getPolicy(admin, fresh))).code).toBe('not_found')
    const kept = await aPolicy(admin, 'Kept')
    await aVersion(admin, kept, '2026-01-01')
    expect(await refusal(removePolicy(admin, kept))).toEqual({ code: 'policy.in_use', details: { by: 'version' } })
    await assigned(admin, kept.id, '2027-01-01', { employeeId: here.plant.employees.putri.id })
    expect((await refusal(removePolicy(admin, kept))).code).toBe('policy.in_use')
  })

  it('is written by whoever holds the right alone', async () => {
    const policy = await aPolicy(admin, 'Guarded')
    const layer = { ...id, patch: {} }
    const refused = await Promise.all(
      rolesWithout('policy.update').map(async (role) => {
        const actor = await here.actor(role)
        return refusalsOf([
          aPolicy(actor, 'Mine'),
          updatePolicy(actor, { id: policy.id, name: 'Mine' }),
          savePolicyDraft(actor, { policyId: policy.id, layer, note: 'x' }),
          discardPolicyDraft(actor, { policyId: policy.id }),
          aVersion(actor, policy, '2026-01-01'),
          assigned(actor, null, '2027-01-01'),
          removePolicy(actor, policy),
        ])
      }),
    )
    expect(refused.flat()).toEqual(rolesWithout('policy.update').map(() => 'permission.denied'))
    expect(refused.length).toBeGreaterThan(0)
  })
})
