import { type Overridable, overridable, permissionNames, type Role, resourceOf, scopeOf } from '@lembur/contracts/access'
import { describe, expect, it } from 'vitest'
import type { Override } from '../kernel/index.ts'
import { type OverrideChange, type Part, withChange } from './composition.ts'

const everywhere: Part = { scope: 'organisation', departmentId: null }
const own: Part = { scope: 'own', departmentId: null }
const assembly: Part = { scope: 'department', departmentId: 'assembly' }
const add = (permission: Overridable, part = everywhere, exactly = false): OverrideChange => ({ permission, effect: 'add', part, exactly })
const added = (permission: Overridable, part = everywhere): Override => ({ permission, effect: 'add', ...part })
const removed = (permission: Overridable): Override => ({ permission, effect: 'remove', ...everywhere })

describe('a change of a person’s rights', () => {
  it('lets him read as far as he writes', () => {
    expect(withChange('staff', [], add('overtime.decide', assembly))).toEqual([
      added('overtime.read', assembly),
      added('overtime.decide', assembly),
    ])
    expect(withChange('user', [], add('report.update'))).toEqual([added('report.read'), added('report.update')])
  })

  it('adds nothing to reading that reaches as far already, nor to one that everybody has', () => {
    expect(withChange('user', [], add('holiday.create'))).toEqual([added('holiday.create')])
    expect(withChange('user', [], add('regulation.create'))).toEqual([added('regulation.create')])
  })

  it('takes everything of a resource with its reading', () => {
    const after = withChange('ptb_admin', [added('holiday.update')], { permission: 'holiday.read', effect: 'remove' })
    expect(after).toEqual([removed('holiday.read'), removed('holiday.create'), removed('holiday.update'), removed('holiday.delete')])
  })

  it('composes what is taken away and what is added: exactly so far, whatever the role gives', () => {
    expect(withChange('ptb_admin', [], add('overtime.decide', assembly, true))).toEqual([
      removed('overtime.decide'),
      added('overtime.decide', assembly),
    ])
    expect(withChange('staff', [added('overtime.read', assembly)], add('overtime.read', everywhere, true))).toEqual([
      added('overtime.read'),
    ])
  })

  it('narrows the other rights with reading', () => {
    const after = withChange('ptb_admin', [], add('overtime.read', own, true))
    expect(after).toContainEqual(removed('overtime.decide'))
    expect(after).toContainEqual(added('overtime.decide', own))
  })

  it('collects departments, each once, until the whole organisation makes them needless', () => {
    const one = withChange('staff', [], add('overtime.read', assembly))
    expect(withChange('staff', one, add('overtime.read', assembly))).toEqual(one)
    const two = withChange('staff', one, add('overtime.read', { scope: 'department', departmentId: null }))
    expect(two).toHaveLength(2)
    expect(withChange('staff', two, add('overtime.read'))).toEqual([added('overtime.read')])
  })

  it('gives back with a reset what the role gives, and with it the reading', () => {
    const nothing = withChange('ptb_admin', [], { permission: 'holiday.read', effect: 'remove' })
    const after = withChange('ptb_admin', nothing, { permission: 'holiday.create', effect: 'reset' })
    expect(after).toContainEqual(added('holiday.read'))
    expect(after.map(({ permission }) => permission)).not.toContain('holiday.create')
  })

  it('leaves the rights of other resources alone', () => {
    const before = [added('limit.update'), removed('project.read')]
    expect(withChange('staff', before, add('holiday.create'))).toEqual(expect.arrayContaining(before))
  })

  it('never leaves a right that reaches further than its reading, whatever is done in whatever order', () => {
    let seed = 7
    const pick = <Item>(items: readonly Item[]): Item => {
      seed = (seed * 48_271) % 2_147_483_647
      return items[seed % items.length]!
    }
    const scoped = (role: Role, overrides: Override[], permission: string) => {
      const ours = overrides.filter((each) => each.permission === permission)
      const removedHere = ours.some(({ effect }) => effect === 'remove')
      const byRole = permissionNames.includes(permission as never) && !removedHere ? roleParts(role, permission) : []
      return [...byRole, ...ours.flatMap(({ effect, scope, departmentId }) => (effect === 'add' ? [`${scope}/${departmentId ?? ''}`] : []))]
    }
    for (let round = 0; round < 200; round++) {
      const role = pick(['user', 'staff', 'ptb_admin'] as const)
      let overrides: Override[] = []
      for (let step = 0; step < 12; step++) {
        const permission = pick(overridable)
        const part = resourceOf(permission) === 'overtime' ? pick([everywhere, own, assembly]) : everywhere
        overrides = withChange(
          role,
          overrides,
          pick([add(permission, part), add(permission, part, true), { permission, effect: 'remove' }, { permission, effect: 'reset' }]),
        )
        for (const other of overridable) {
          const seen = scoped(role, overrides, `${resourceOf(other)}.read`)
          if (!seen.includes('organisation/')) expect(seen).toEqual(expect.arrayContaining(scoped(role, overrides, other)))
        }
      }
    }
  })
})

const roleParts = (role: Role, permission: string): string[] => {
  const scope = scopeOf(role, permission as Overridable)
  return scope ? [`${scope}/`] : []
}
