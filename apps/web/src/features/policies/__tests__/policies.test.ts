import type { PolicyAssignment } from '@lembur/contracts/policies'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve } from '@/testing/server.ts'
import PoliciesPage from '../pages/PoliciesPage.vue'
import ReadPage from '../pages/ReadPage.vue'
import VersionsPage from '../pages/VersionsPage.vue'
import { aDraft, aPolicy, described, pageOf, policyId, procedures } from './server.ts'

type Procedures = Parameters<typeof serve>[0]
const assignment = (changes: Partial<PolicyAssignment>): PolicyAssignment => ({
  id: '01890000-0000-7000-8000-000000002001',
  scope: 'organisation',
  departmentId: null,
  departmentCode: null,
  employeeId: null,
  employeeName: null,
  policyId,
  policyName: 'Batam plant',
  effectiveFrom: '2026-01-01',
  holdsToday: true,
  canRemove: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...changes,
})
const inForce = {
  date: '2026-06-11',
  policyId,
  policyName: 'Batam plant',
  versionId: aPolicy().inForce?.id,
  versionNumber: 1,
  versionFrom: '2026-01-01',
  assignedFrom: '2026-02-01',
  decidedBy: 'organisation',
  pack: 'ID',
  packVersion: 'PP35-2021',
  title: 'Indonesia: PP 35/2021',
}
const listing: Procedures = {
  ...procedures,
  'policy.inForce': () => inForce,
  'policy.assignments': () =>
    pageOf([
      assignment({}),
      assignment({
        id: '01890000-0000-7000-8000-000000002002',
        scope: 'department',
        departmentCode: 'QA',
        effectiveFrom: '2026-07-01',
        holdsToday: false,
        canRemove: true,
      }),
    ]),
}
const open = async (own: Procedures = {}, role: Parameters<typeof aReader>[0] = 'ptb_admin') => {
  serve({ ...listing, ...own })
  return renderPart(PoliciesPage, { me: aReader(role), at: '/rules/policies' })
}
const sentAs = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

describe('policies', () => {
  it('says what is in force today, since when and why', async () => {
    await open()
    await screen.findByText('Batam plant, version 1 since Thu 1 January 2026')
    expect(screen.getByText('Assigned to the whole plant since Sun 1 February 2026.')).toBeTruthy()
  })

  it('makes a policy on a pack chosen by country, and keeps what was typed where it is refused', async () => {
    await open({
      'policy.create': () => {
        throw new Refusal('conflict.duplicate', { field: 'name' })
      },
    })
    await fireEvent.click(await screen.findByRole('button', { name: 'New policy' }))
    const dialog = within(await screen.findByRole('dialog'))
    await fireEvent.update(dialog.getByRole('textbox', { name: /^Name/ }), 'Taipei')
    const pack = await dialog.findByRole('option', { name: 'Taiwan: Labor Standards Act, from 1 Mar 2018' })
    expect(pack.closest('optgroup')?.label).toBe('Taiwan')
    await fireEvent.update(dialog.getByRole('combobox', { name: 'Pack' }), 'TW')
    await fireEvent.update(dialog.getByRole('combobox', { name: 'Version' }), '2016-12-23')
    await fireEvent.click(dialog.getByRole('button', { name: 'Create policy' }))
    await dialog.findByRole('alert')
    expect(dialog.getByRole('textbox', { name: /^Name/ })).toHaveProperty('value', 'Taipei')
    expect(sentAs('policy.create')).toEqual([{ name: 'Taipei', description: '', pack: 'TW', packVersion: '2016-12-23' }])
  })

  it('takes back only an assignment whose day has not come, and asks first', async () => {
    await open({ 'policy.unassign': () => assignment({}) })
    const take = await screen.findAllByRole('button', { name: /^Take back/ })
    expect(take.map((button) => button.textContent?.trim())).toEqual(['Take back: QA'])
    await fireEvent.click(take[0] ?? document.body)
    const dialog = within(await screen.findByRole('dialog', { name: 'Take back the assignment of QA from Wed 1 Jul?' }))
    expect(sentAs('policy.unassign')).toEqual([])
    await fireEvent.click(dialog.getByRole('button', { name: 'Take back' }))
    await waitFor(() => expect(sentAs('policy.unassign')).toEqual([{ id: '01890000-0000-7000-8000-000000002002' }]))
  })

  it('is read-only for whoever may only read policies', async () => {
    await open({}, 'staff')
    await screen.findByText('Batam plant, version 1 since Thu 1 January 2026')
    await screen.findByText('The whole plant')
    for (const name of ['New policy', 'Assign…', /^Take back/]) expect(screen.queryByRole('button', { name })).toBeNull()
  })
})

describe('a policy', () => {
  const own = { extends: { pack: 'ID' }, patch: { caps: { 'ID.OT_DAY_CAP': { limit: 180 } } } }
  const reading: Procedures = {
    ...procedures,
    'policy.describe': (input) =>
      (input as { versionId?: string }).versionId ? described(own) : described({ extends: { pack: 'ID' }, patch: {} }),
  }

  it('is read as sentences with article and confidence, and shows alone what the plant changed', async () => {
    serve(reading)
    await renderPart(ReadPage, { props: { id: policyId }, me: aReader('staff'), at: `/rules/policies/${policyId}` })
    const line = (await screen.findByText('At most 3 h a day, counting overtime.')).closest('li') ?? document.body
    await within(line).findByText('Changed by the plant')
    within(line).getByText('PP 35/2021 art. 26(1)-(2)')
    within(line).getByText('A: text of the authority')
    expect(
      within(line)
        .getByRole('link', { name: /^Source/ })
        .getAttribute('href'),
    ).toMatch(/^http/)
    screen.getByText('Open questions for counsel')
    expect(screen.getByText('1 line differs from the pack')).toBeTruthy()
    await fireEvent.click(screen.getByRole('switch', { name: 'Only what the plant changed' }))
    await waitFor(() => expect(screen.queryByText('At most 18 h a week, counting overtime.')).toBeNull())
    expect(screen.getByText('At most 3 h a day, counting overtime.')).toBeTruthy()
  })

  it('keeps every version with who, when, from which day and why, and compares any two', async () => {
    const first = aDraft({
      id: aPolicy().inForce?.id ?? '',
      number: 1,
      state: 'published',
      effectiveFrom: '2026-01-01',
      publishedAt: '2025-12-20T03:00:00.000Z',
      publishedByName: 'Dewi Lestari',
      note: 'New PKB',
    })
    serve({
      ...procedures,
      'policy.versions': () => pageOf([aDraft(), first]),
      'policy.compare': () => ({
        before: aPolicy().inForce,
        after: aPolicy().draft,
        changes: [{ path: 'caps.ID.OT_DAY_CAP.limit', before: 240, after: 180 }],
      }),
    })
    await renderPart(VersionsPage, { props: { id: policyId }, me: aReader('staff') })
    const row = within((await screen.findByText('New PKB')).closest('tr') ?? document.body)
    row.getByText('Thu 1 January 2026')
    row.getByText(/^Dewi Lestari, Sat 20 Dec/)
    await screen.findByText('caps.ID.OT_DAY_CAP.limit')
    expect(screen.getByText('240')).toBeTruthy()
    expect(screen.getByText('180')).toBeTruthy()
    expect(sentAs('policy.compare')).toEqual([{ beforeId: first.id, afterId: aDraft().id }])
  })
})
