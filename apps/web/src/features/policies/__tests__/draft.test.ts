import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, Refusal, serve, serveNothing } from '@/testing/server.ts'
import DraftPage from '../pages/DraftPage.vue'
import { aDraft, aPolicy, policyId, procedures } from './server.ts'

type Procedures = Parameters<typeof serve>[0]
const open = async (own: Procedures = {}, role: Parameters<typeof aReader>[0] = 'ptb_admin') => {
  serve({ ...procedures, ...own })
  return renderPart(DraftPage, { props: { id: policyId }, me: aReader(role) })
}
const dayLimit = () => within(screen.getByRole('group', { name: 'ID.OT_DAY_CAP' })).getByRole('textbox', { name: 'At most, hours' })
const sentAs = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

beforeEach(() => localStorage.clear())

describe('the draft of a policy', () => {
  it('reads live what is typed, marks it, and saves it as a patch that says only that', async () => {
    await open({ 'policy.saveDraft': (input) => aDraft({ ...(input as object), version: 4 }) })
    const field = await waitFor(dayLimit)
    await fireEvent.update(field, '3')
    await screen.findByText('At most 3 h a day, counting overtime.')
    await screen.findByText('The pack says: At most 4 h a day, counting overtime.')
    await fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
    await screen.findByText('Saved.')
    expect(sentAs('policy.saveDraft')).toEqual([
      { policyId, version: 3, note: '', layer: { extends: { pack: 'ID' }, patch: { caps: { 'ID.OT_DAY_CAP': { limit: 180 } } } } },
    ])
  })

  it('says what is wrong beside the field and at its path, and keeps what was typed', async () => {
    await open()
    const field = await waitFor(dayLimit)
    await fireEvent.update(field, 'three')
    await screen.findByText('caps.ID.OT_DAY_CAP.limit', { selector: '.reading code' })
    expect(screen.getByText('Write hours, like 3, 2.5 or 2:30.')).toBeTruthy()
    expect(field).toHaveProperty('value', 'three')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('button', { name: 'Publish…' })).toHaveProperty('disabled', true)
  })

  it('loses nothing that was typed when saving fails, the connection is gone or the page is opened anew', async () => {
    const page = await open({
      'policy.saveDraft': () => {
        throw new Refusal('internal')
      },
    })
    const field = await waitFor(dayLimit)
    await fireEvent.update(field, '2.5')
    await fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
    await screen.findByText('Not saved yet. What you typed is kept on this device.')
    serveNothing()
    await fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
    expect(dayLimit()).toHaveProperty('value', '2.5')
    page.unmount()
    await open()
    expect(await waitFor(dayLimit)).toHaveProperty('value', '2.5')
    expect(screen.getByText('Not saved yet. What you typed is kept on this device.')).toBeTruthy()
  })

  it('keeps JSON that cannot be read yet, and does not save it', async () => {
    await open()
    const json = await screen.findByRole('textbox', { name: 'What the plant changes, as a JSON merge patch', hidden: true })
    await fireEvent.update(json, '{"caps": ')
    await screen.findByText(/^This is not JSON yet:/)
    expect(json).toHaveProperty('value', '{"caps": ')
    expect(screen.getByRole('button', { name: 'Save draft' })).toHaveProperty('disabled', true)
    await fireEvent.update(json, '{"caps": {"ID.OT_DAY_CAP": {"limit": 120}}}')
    await waitFor(() => expect(dayLimit()).toHaveProperty('value', '2'))
  })

  it('never puts what somebody else saved in the place of what was typed, unless asked to', async () => {
    await open({
      'policy.saveDraft': () => {
        throw new Refusal('conflict.version', { version: 4 })
      },
    })
    const field = await waitFor(dayLimit)
    await fireEvent.update(field, '3')
    await fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
    await screen.findByText('Somebody saved another draft meanwhile.')
    expect(dayLimit()).toHaveProperty('value', '3')
    await fireEvent.click(screen.getByRole('button', { name: 'Show theirs' }))
    await waitFor(() => expect(dayLimit()).toHaveProperty('value', '4'))
  })

  it('takes a limit of the pack away and brings it back', async () => {
    await open()
    await waitFor(dayLimit)
    await fireEvent.click(screen.getByRole('button', { name: 'Take away ID.OT_DAY_CAP' }))
    await screen.findByText('Taken away by the plant')
    await fireEvent.click(screen.getByRole('button', { name: 'Bring back ID.OT_DAY_CAP' }))
    expect(await waitFor(dayLimit)).toHaveProperty('value', '4')
  })

  it('asks before it throws the draft away', async () => {
    await open({ 'policy.discardDraft': () => ({ id: policyId }) })
    await waitFor(dayLimit)
    await fireEvent.click(screen.getByRole('button', { name: 'Discard draft' }))
    const dialog = await screen.findByRole('dialog')
    expect(sentAs('policy.discardDraft')).toEqual([])
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Discard draft' }))
    await waitFor(() => expect(sentAs('policy.discardDraft')).toEqual([{ policyId, version: 3 }]))
  })

  it('shows a reader without the right to change policies the sentences, and no way to change them', async () => {
    await open({}, 'staff')
    await screen.findByText('At most 4 h a day, counting overtime.')
    expect(screen.getByText('You may read this policy, not change it.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Save draft' })).toBeNull()
    expect(screen.queryAllByRole('textbox')).toEqual([])
  })
})

describe('publishing', () => {
  it('saves what was typed first, says from which day requests are judged by it, and stands the refusal of a settled day beside the day', async () => {
    await open({
      'policy.get': () => aPolicy({ assignments: 0 }),
      'policy.saveDraft': (input) => aDraft({ ...(input as object), version: 4 }),
      'policy.publish': () => {
        throw new Refusal('policy.settled_period', { field: 'effectiveFrom', until: '2026-05-25' })
      },
    })
    const field = await waitFor(dayLimit)
    await fireEvent.update(field, '3')
    await fireEvent.click(await screen.findByRole('button', { name: 'Publish…' }))
    const dialog = await screen.findByRole('dialog')
    within(dialog).getByText(/^From Thu 11 June 2026 on, requests of those it is assigned to are judged by version 2\./)
    within(dialog).getByText(/assigned to nobody yet/)
    await fireEvent.update(within(dialog).getByRole('textbox', { name: 'Why' }), 'Works council, June')
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Publish from Thu 11 June 2026' }))
    await within(dialog).findByText(/A period from this day on is already locked\..*The last settled day is Mon 25 May 2026\./)
    expect(sentAs('policy.saveDraft')).toEqual([expect.objectContaining({ note: 'Works council, June' })])
    expect(sentAs('policy.publish')).toEqual([{ policyId, effectiveFrom: '2026-06-11', version: 4 }])
  })
})
