import type { Permission, Role, Scope } from '@lembur/contracts/access'
import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { assertMay, covers, type Reach, reachOf, withinReach } from './authorize.ts'
import type { Actor, Override } from './context.ts'

const actor = (role: Role, overrides: Override[] = [], values: Partial<Actor> = {}): Actor => ({
  organizationId: 'o',
  userId: 'u',
  displayName: 'U',
  role,
  employeeId: 'me',
  departmentId: 'mine',
  overrides,
  tokenScopes: null,
  ...values,
})
const grant = (permission: Permission, departmentId: string | null): Override => ({
  permission,
  effect: 'add',
  scope: departmentId ? 'department' : 'organisation',
  departmentId,
})
const removed = (permission: Permission): Override => ({ permission, effect: 'remove', scope: 'organisation', departmentId: null })
const added = (permission: Permission, scope: Scope): Override => ({ permission, effect: 'add', scope, departmentId: null })
const own: Reach = { everywhere: false, own: true, departments: [] }

describe('how far a permission reaches', () => {
  it.each<[string, Actor, Permission, Reach | null]>([
    ['a user reads his own', actor('user'), 'overtime.read', own],
    ['a user files nothing', actor('user'), 'overtime.create', null],
    ['staff file their own', actor('staff'), 'overtime.create', own],
    ['staff decide nothing', actor('staff'), 'overtime.decide', null],
    ['an administrator decides everywhere', actor('ptb_admin'), 'overtime.decide', { everywhere: true }],
    ['an administrator sees no logs', actor('ptb_admin'), 'activity.read', null],
    [
      'a grant for a department adds it',
      actor('staff', [grant('overtime.create', 'd')]),
      'overtime.create',
      { ...own, departments: ['d'] },
    ],
    [
      'a grant alone does not reach one’s own',
      actor('user', [grant('overtime.create', 'd')]),
      'overtime.create',
      { everywhere: false, own: false, departments: ['d'] },
    ],
    [
      'grants add up',
      actor('user', [grant('overtime.decide', 'd'), grant('overtime.decide', 'e')]),
      'overtime.decide',
      { everywhere: false, own: false, departments: ['d', 'e'] },
    ],
    [
      'a grant for every department reaches everywhere',
      actor('user', [grant('overtime.decide', null)]),
      'overtime.decide',
      { everywhere: true },
    ],
    ['a removal takes the role’s right away', actor('ptb_admin', [removed('overtime.decide')]), 'overtime.decide', null],
    [
      'a removal and something narrower instead',
      actor('ptb_admin', [removed('overtime.decide'), grant('overtime.decide', 'd')]),
      'overtime.decide',
      { everywhere: false, own: false, departments: ['d'] },
    ],
    [
      'a removal of one permission leaves the others',
      actor('ptb_admin', [removed('overtime.decide')]),
      'overtime.read',
      { everywhere: true },
    ],
    [
      'a superadmin keeps every right',
      actor('superadmin', [removed('overtime.decide'), removed('report.read')]),
      'overtime.decide',
      { everywhere: true },
    ],
    ['one’s own, by override', actor('user', [added('overtime.create', 'own')]), 'overtime.create', own],
    [
      'one’s own department, by override',
      actor('user', [added('overtime.read', 'department')]),
      'overtime.read',
      { everywhere: false, own: true, departments: ['mine'] },
    ],
    [
      'nothing, of a department, for who is in none',
      actor('user', [added('overtime.create', 'department')], { departmentId: null }),
      'overtime.create',
      { everywhere: false, own: false, departments: [] },
    ],
    [
      'nothing narrower than the organisation where rows are nobody’s',
      actor('user', [grant('project.update', 'd')]),
      'project.update',
      null,
    ],
    ['a token holds what it names', actor('ptb_admin', [], { tokenScopes: ['overtime.read'] }), 'overtime.read', { everywhere: true }],
    ['a token holds nothing else', actor('developer', [], { tokenScopes: ['overtime.read'] }), 'overtime.decide', null],
    ['a token holds no more than its owner', actor('user', [], { tokenScopes: ['overtime.decide'] }), 'overtime.decide', null],
    ['a grant of one permission says nothing of another', actor('user', [grant('overtime.decide', null)]), 'overtime.create', null],
  ])('%s', (_, who, permission, reach) => {
    expect(reachOf(who, permission)).toEqual(reach)
    if (reach) expect(assertMay(who, permission)).toEqual(reach)
    else expect(() => assertMay(who, permission)).toThrow('You do not have permission')
  })
})

describe('what a reach covers', () => {
  const departments: Reach = { everywhere: false, own: false, departments: ['d', 'e'] }
  it.each<[string, Reach, Actor, { employeeId: string | null; departmentId: string | null }, boolean]>([
    ['everywhere: anybody', { everywhere: true }, actor('user'), { employeeId: 'x', departmentId: null }, true],
    ['own: oneself', own, actor('user'), { employeeId: 'me', departmentId: 'd' }, true],
    ['own: nobody else, of the same department either', own, actor('user'), { employeeId: 'x', departmentId: 'mine' }, false],
    ['own: nobody, for who is no employee', own, actor('user', [], { employeeId: null }), { employeeId: null, departmentId: null }, false],
    ['departments: their people', departments, actor('user'), { employeeId: 'x', departmentId: 'e' }, true],
    ['departments: nobody of another', departments, actor('user'), { employeeId: 'x', departmentId: 'f' }, false],
    ['departments: nobody of none', departments, actor('user'), { employeeId: 'x', departmentId: null }, false],
    ['departments: not oneself, elsewhere', departments, actor('user'), { employeeId: 'me', departmentId: 'f' }, false],
  ])('%s', (_, reach, who, row, covered) => {
    expect(covers(reach, who, row)).toBe(covered)
  })

  it('is the same as a condition on rows', () => {
    const written = (reach: Reach, who: Actor) => {
      const condition = withinReach(reach, who, { employeeId: sql`employee`, departmentId: sql`department` })
      return condition && new PgDialect().sqlToQuery(condition)
    }
    expect(written({ everywhere: true }, actor('user'))).toBeUndefined()
    expect(written(own, actor('user'))).toMatchObject({ sql: '(employee = $1)', params: ['me'] })
    expect(written(own, actor('user', [], { employeeId: null }))).toMatchObject({ sql: 'false' })
    expect(written({ ...own, departments: ['d', 'e'] }, actor('user'))).toMatchObject({
      sql: '(employee = $1 or department in ($2, $3))',
      params: ['me', 'd', 'e'],
    })
  })
})
