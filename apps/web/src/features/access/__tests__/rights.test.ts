import { isOverridable, type Permission, permissionNames, possibleScopes, type Role, scopeOf } from '@lembur/contracts/access'
import type { AccessRight, UserAccess } from '@lembur/contracts/users'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import RightsGrid from '../components/RightsGrid.vue'
import { changesBetween, gridOf } from '../composables/grid.ts'
import { usePerson } from '../composables/person.ts'

const userId = '01890000-0000-7000-8000-000000000042'

function aRight(role: Role, permission: Permission, changes: Partial<AccessRight> = {}): AccessRight {
  const byRole = scopeOf(role, permission)
  return {
    permission,
    isOverridable: isOverridable(permission),
    scopes: [...possibleScopes(permission)],
    byRole,
    overrides: [],
    reach: byRole && { everywhere: byRole === 'organisation', own: byRole === 'own', departments: [] },
    because: byRole ? 'role' : 'none',
    ...changes,
  }
}
const rightsOf = (role: Role, changed: Partial<Record<Permission, Partial<AccessRight>>> = {}): UserAccess => ({
  userId,
  role,
  rights: permissionNames.map((permission) => aRight(role, permission, changed[permission])),
})
const taken: Partial<AccessRight> = {
  reach: null,
  because: 'removed',
  overrides: [{ effect: 'remove', scope: 'organisation', department: null, by: 'Siti', at: '2026-06-10T02:00:00Z' }],
}

let access: UserAccess
beforeEach(() => {
  access = rightsOf('staff')
})

async function grid(mayChange = true, procedures: Parameters<typeof serve>[0] = {}) {
  serve({
    'user.get': () => {
      throw new Refusal('not_found')
    },
    'user.access': () => access,
    'user.previewAccess': () => rightsOf('staff', { 'report.read': { reach: { everywhere: true, own: false, departments: [] } } }),
    'user.override': () => access,
    'user.overrideResource': () => access,
    'user.resetOverride': () => access,
    ...procedures,
  })
  const host = defineComponent({
    setup() {
      const person = usePerson(() => userId)
      return () => h(RightsGrid, { person, access, name: 'Rizky', mayChange })
    },
  })
  await renderPart(host, { me: aReader('superadmin') })
}
const changes = () => asked.filter(({ path }) => /override|resetOverride/i.test(path))

it('has a row a resource and a cell a right, and counts what was added and taken away', () => {
  const rows = gridOf(rightsOf('staff', { 'overtime.create': taken }).rights)
  expect(rows.flatMap(({ cells }) => Object.values(cells).flat())).toHaveLength(permissionNames.length)
  expect(rows.find(({ resource }) => resource === 'overtime')).toMatchObject({ overridable: 'overtime', overrides: 1 })
  expect(rows.find(({ resource }) => resource === 'access')).toMatchObject({ overridable: null })
})

it('names the rights that reach otherwise in one than in the other', () => {
  const names = changesBetween(rightsOf('staff').rights, rightsOf('ptb_admin').rights).map(({ after }) => after.permission)
  expect(names).toContain('overtime.decide')
  expect(names).not.toContain('department.read')
})

it('says why somebody may not, and who took it away', async () => {
  access = rightsOf('staff', { 'overtime.create': taken })
  await grid()
  await fireEvent.click(await screen.findByRole('button', { name: 'Overtime · Create: None, taken away' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('Why may Rizky not do this?')).toBeTruthy()
  expect(within(dialog).getByText('Role Staff: Own.')).toBeTruthy()
  expect(within(dialog).getByText('Taken away by Siti, Wed 10 Jun.')).toBeTruthy()
})

it('offers only how far a right can reach, shows what a choice changes, and saves it exactly so', async () => {
  await grid()
  await fireEvent.click(await screen.findByRole('button', { name: 'Workbooks · Read: None, not given' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getAllByRole('radio')).toHaveLength(3)
  await fireEvent.click(within(dialog).getByLabelText(/^Whole organisation/))
  expect(await within(dialog).findByText('Everything')).toBeTruthy()
  expect(changes()).toEqual([])
  await fireEvent.submit(dialog.querySelector('form')!)
  await waitFor(() => expect(changes()).toHaveLength(1))
  expect(changes()[0]!.input).toMatchObject({ userId, permission: 'report.read', effect: 'add', scope: 'organisation', exactly: true })
})

it('gives and takes a whole resource, and lets the role decide again', async () => {
  access = rightsOf('staff', { 'holiday.create': taken })
  await grid()
  await fireEvent.click(await screen.findByRole('button', { name: 'Holidays: give everything' }))
  await waitFor(() =>
    expect(changes()).toMatchObject([{ path: 'user.overrideResource', input: { userId, resource: 'holiday', effect: 'add' } }]),
  )
  await waitFor(() => expect(screen.getByRole('button', { name: 'Holidays: back to default' })).toHaveProperty('disabled', false))
  await fireEvent.click(screen.getByRole('button', { name: 'Holidays: back to default' }))
  await waitFor(() => expect(changes().at(-1)).toMatchObject({ path: 'user.resetOverride', input: { userId, what: 'holiday' } }))
})

it('only explains where nothing may be changed', async () => {
  await grid(false)
  expect(screen.queryByRole('button', { name: /give everything/ })).toBeNull()
  await fireEvent.click(await screen.findByRole('button', { name: 'Overtime · Read: Own, by role' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).queryByRole('radio')).toBeNull()
  expect(within(dialog).queryByRole('button', { name: 'Save' })).toBeNull()
})
