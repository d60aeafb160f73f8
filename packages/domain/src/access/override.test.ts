import { type Overridable, overridable, permissionNames, possibleScopes, type Role, type Scope } from '@lembur/contracts/access'
import { UserAccess } from '@lembur/contracts/users'
import { aDepartment, anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { currentIdentity } from '../identity/index.ts'
import { type Ctx, reachOf } from '../kernel/index.ts'
import { auditOf, refusal, type World, world } from '../testing/index.ts'
import { explainAccess, overrideResource, overrideRight, previewAccess, resetOverride, setRole } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterAll(() => here.end())

type Values = { scope?: Scope; departmentId?: string | null; exactly?: boolean }
const add = (permission: Overridable, { scope = 'organisation', departmentId = null, exactly = false }: Values = {}) =>
  ({ permission, effect: 'add', scope, departmentId, exactly }) as const
const remove = (permission: Overridable) => ({ ...add(permission), effect: 'remove' }) as const
const give = (userId: string, change: ReturnType<typeof add> | ReturnType<typeof remove>) => overrideRight(admin, { userId, ...change })
const someone = async (role: Role = 'staff') => (await here.actor(role, here.plant.employees.rizky)).actor
const actorOf = async (userId: string) => (await currentIdentity(here.test.database.global, userId, here.plant.organization.id))!.actor
const auditsOf = async (userId: string) =>
  [...(await auditOf(admin, 'user.override')), ...(await auditOf(admin, 'user.reset_override'))].filter(
    ({ subjectId }) => subjectId === userId,
  )

describe('an override', () => {
  it('gives a right beyond the role, with the reading that it needs, and is audited with what was before', async () => {
    const { userId } = await someone()
    const departmentId = here.plant.departments.assembly.id
    await give(userId, add('overtime.decide', { scope: 'department', departmentId }))
    const actor = await actorOf(userId)
    const expected = { everywhere: false, departments: [departmentId] }
    expect(reachOf(actor, 'overtime.decide')).toMatchObject({ ...expected, own: false })
    expect(reachOf(actor, 'overtime.read')).toMatchObject({ ...expected, own: true })
    await give(userId, add('overtime.read'))
    const row = (permission: string) => ({ permission, effect: 'add', scope: 'department', departmentId, departmentCode: 'ASSY-1' })
    expect(await auditsOf(userId)).toMatchObject([
      { before: { overrides: [] }, after: { overrides: [row('overtime.read'), row('overtime.decide')] } },
      {
        before: { overrides: [row('overtime.decide'), row('overtime.read')] },
        after: { overrides: [{ permission: 'overtime.read', scope: 'organisation' }, row('overtime.decide')] },
      },
    ])
  })

  it('takes a right away, and everything of a resource with its reading', async () => {
    const { userId } = await someone('ptb_admin')
    await give(userId, remove('holiday.update'))
    expect(reachOf(await actorOf(userId), 'holiday.update')).toBeNull()
    expect(reachOf(await actorOf(userId), 'holiday.create')).toEqual({ everywhere: true })
    await give(userId, remove('holiday.read'))
    for (const permission of ['holiday.read', 'holiday.create', 'holiday.update', 'holiday.delete'] as const)
      expect(reachOf(await actorOf(userId), permission)).toBeNull()
  })

  it('of a whole resource is one change and one row of the audit: everything, or nothing', async () => {
    const { userId } = await someone()
    const rights = ['holiday.read', 'holiday.create', 'holiday.update', 'holiday.delete'] as const
    for (const [effect, reach] of [
      ['add', { everywhere: true }],
      ['remove', null],
    ] as const) {
      await overrideResource(admin, { userId, resource: 'holiday', effect })
      const actor = await actorOf(userId)
      expect(rights.map((permission) => reachOf(actor, permission))).toEqual(rights.map(() => reach))
    }
    expect(await auditsOf(userId)).toHaveLength(2)
    const superadmin = await someone('superadmin')
    expect(await refusal(overrideResource(admin, { userId: superadmin.userId, resource: 'holiday', effect: 'add' }))).toMatchObject({
      code: 'access.has_everything',
    })
  })

  it('given twice stands once and writes nothing the second time', async () => {
    const { userId } = await someone()
    for (let time = 0; time < 2; time++) await give(userId, add('holiday.create'))
    await Promise.all([give(userId, add('project.create')), give(userId, add('project.create'))])
    expect((await actorOf(userId)).overrides.map(({ permission }) => permission).toSorted()).toEqual(['holiday.create', 'project.create'])
    expect(await auditsOf(userId)).toHaveLength(2)
  })

  it('is refused where the role has everything, where the right cannot reach so far, and for a department that is not here', async () => {
    const above = await someone('superadmin')
    expect(await refusal(give(above.userId, add('overtime.read')))).toMatchObject({ code: 'access.has_everything' })
    const { userId } = await someone()
    expect(await refusal(give(userId, add('holiday.create', { scope: 'own' })))).toMatchObject({ code: 'access.scope' })
    const other = await anOrganization(here.test.database)
    const theirs = await here.test.database.transaction({ organizationId: other.id }, (tx) =>
      aDepartment(tx, other.id, { code: 'X-1', name: 'Elsewhere' }),
    )
    for (const departmentId of [theirs.id, crypto.randomUUID()])
      expect(await refusal(give(userId, add('overtime.read', { scope: 'department', departmentId })))).toMatchObject({
        code: 'input.invalid',
        details: { fields: [{ path: 'departmentId', code: 'employee.unknown_department' }] },
      })
    const misplaced = add('overtime.read', { departmentId: here.plant.departments.assembly.id })
    expect(await refusal(give(userId, misplaced))).toMatchObject({ details: { fields: [{ path: 'departmentId', code: 'field.invalid' }] } })
    expect((await actorOf(userId)).overrides).toEqual([])
  })

  it('is taken back one right, one resource or everything at a time', async () => {
    const { userId } = await someone()
    const left = async () => (await actorOf(userId)).overrides.map(({ permission }) => permission).toSorted()
    for (const permission of ['holiday.create', 'holiday.update', 'project.create', 'limit.update'] as const)
      await give(userId, add(permission))
    await resetOverride(admin, { userId, what: 'holiday.update' })
    expect(await left()).toEqual(['holiday.create', 'limit.update', 'project.create'])
    await resetOverride(admin, { userId, what: 'holiday' })
    expect(await left()).toEqual(['limit.update', 'project.create'])
    await resetOverride(admin, { userId, what: 'all' })
    expect(await left()).toEqual([])
    const last = (await auditsOf(userId)).at(-1)
    expect(last).toMatchObject({ action: 'user.reset_override', after: { overrides: [] } })
    expect(last?.before).toMatchObject({ overrides: [{ permission: 'limit.update' }, { permission: 'project.create' }] })
  })
})

describe('the explanation', () => {
  it('names what decides each right, who did it and when', async () => {
    const { userId } = await someone()
    await give(userId, remove('overtime.create'))
    await give(userId, add('report.read'))
    const { rights } = await explainAccess(admin, { userId })
    const of = (permission: string) => rights.find((right) => right.permission === permission)
    const mine = { by: admin.actor.displayName, at: admin.now.toISOString() }
    expect(of('overtime.create')).toMatchObject({
      because: 'removed',
      byRole: 'own',
      reach: null,
      overrides: [{ effect: 'remove', ...mine }],
    })
    expect(of('report.read')).toMatchObject({
      because: 'added',
      byRole: null,
      reach: { everywhere: true },
      overrides: [{ effect: 'add', ...mine }],
    })
    expect(of('overtime.read')).toMatchObject({ because: 'role', reach: { own: true }, overrides: [] })
    expect(of('role.update')).toMatchObject({ because: 'none', isOverridable: false, reach: null })
  })

  it('agrees with what the server enforces, for every right, whatever was added and taken away', async () => {
    let seed = 11
    const pick = <Item>(items: readonly Item[]): Item => {
      seed = (seed * 48_271) % 2_147_483_647
      return items[seed % items.length]!
    }
    const departments = Object.values(here.plant.departments).map(({ id }) => id)
    for (const role of ['user', 'staff', 'ptb_admin'] as const) {
      const { userId } = await someone(role)
      for (let step = 0; step < 12; step++) {
        const permission = pick(overridable)
        const scope = pick(possibleScopes(permission))
        const departmentId = scope === 'department' ? pick([null, ...departments]) : null
        await give(userId, pick([remove(permission), add(permission, { scope, departmentId, exactly: pick([true, false]) })]))
        const [actor, told] = [await actorOf(userId), await explainAccess(admin, { userId })]
        UserAccess.parse(told)
        for (const { permission: name, reach, because } of told.rights) {
          const real = reachOf(actor, name)
          expect(reach && { ...reach, departments: reach.departments.map(({ id }) => id) }).toEqual(
            real?.everywhere ? { everywhere: true, own: false, departments: [] } : real,
          )
          expect(['removed', 'none'].includes(because)).toBe(real === null)
        }
        expect(told.rights.map((right) => right.permission)).toEqual(permissionNames)
      }
    }
  })

  it('previews another role or override without changing anything, as it then comes to be', async () => {
    const developer = await here.actor('developer')
    const { userId } = await someone()
    const before = await explainAccess(admin, { userId })
    const change = add('overtime.decide', { scope: 'department', departmentId: here.plant.departments.testing.id })
    const [role, override] = [
      await previewAccess(admin, { userId, role: 'ptb_admin' }),
      await previewAccess(admin, { userId, override: change }),
    ]
    expect(await explainAccess(admin, { userId })).toEqual(before)
    await give(userId, change)
    expect(await explainAccess(admin, { userId })).toEqual(override)
    await resetOverride(admin, { userId, what: 'all' })
    await setRole(developer, { userId, role: 'ptb_admin' })
    expect(await explainAccess(admin, { userId })).toEqual(role)
  })

  it('is for administrators alone', async () => {
    const { userId } = await someone()
    for (const role of ['user', 'staff', 'ptb_admin'] as const) {
      const actor = await here.actor(role)
      for (const asked of [explainAccess(actor, { userId }), previewAccess(actor, { userId, role: 'user' })])
        expect(await refusal(asked)).toMatchObject({ code: 'permission.denied' })
    }
  })
})
