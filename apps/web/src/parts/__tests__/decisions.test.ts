import { fireEvent, screen } from '@testing-library/vue'
import { describe, expect, it, vi } from 'vitest'
import { renderPart } from '../../testing/render.ts'
import ConfirmDialog from '../ConfirmDialog.vue'
import DecisionBar from '../DecisionBar.vue'

const bar = (props: object) =>
  renderPart(DecisionBar, {
    props: { place: 'list', count: 4, minutes: 480, recentReasons: ['No relief crew tonight', 'Not planned'], ...props },
  })

describe('decision bar', () => {
  it('says how many and how long, and approves at once', async () => {
    const approve = vi.fn()
    await bar({ finding: 'none over a limit', onApprove: approve })
    expect(screen.getByRole('region', { name: 'Decision' }).textContent).toContain('4 selected · 8.00 h · none over a limit')
    await fireEvent.click(screen.getByRole('button', { name: /^Approve 4/ }))
    expect(approve).toHaveBeenCalledWith(undefined)
  })

  it('asks in place why it rejects, refuses an empty answer, and offers recent reasons', async () => {
    const reject = vi.fn()
    await bar({ onReject: reject })
    await fireEvent.click(screen.getByRole('button', { name: 'Reject…' }))
    await fireEvent.click(screen.getByRole('button', { name: 'Reject 4' }))
    expect(reject).not.toHaveBeenCalled()
    const field = screen.getByRole('textbox', { name: 'Why rejected? The employee reads this.' })
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('Give a reason.')
    await fireEvent.click(screen.getByRole('button', { name: 'No relief crew tonight' }))
    await fireEvent.click(screen.getByRole('button', { name: 'Reject 4' }))
    expect(reject).toHaveBeenCalledWith('No relief crew tonight')
  })

  it('leaves rejecting with Esc', async () => {
    const leave = vi.fn()
    await bar({ onLeave: leave })
    await fireEvent.click(screen.getByRole('button', { name: 'Reject…' }))
    await fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' })
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(leave).toHaveBeenCalledOnce()
  })

  it('decides with Enter alone: no other key with it, and not the Enter that ends a Chinese word', async () => {
    const approve = vi.fn()
    await bar({ place: 'evidence', count: 1, overLimit: true, onApprove: approve })
    const field = screen.getByRole('textbox')
    await fireEvent.update(field, 'A')
    await fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
    await fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
    expect(approve).not.toHaveBeenCalled()
    await fireEvent.keyDown(field, { key: 'Enter' })
    expect(approve).toHaveBeenCalledWith('A')
  })

  it('needs a reason past a limit', async () => {
    const approve = vi.fn()
    await bar({ place: 'evidence', count: 1, overLimit: true, onApprove: approve })
    await fireEvent.click(screen.getByRole('button', { name: 'Approve anyway' }))
    expect(approve).not.toHaveBeenCalled()
    await fireEvent.update(screen.getByRole('textbox', { name: 'Why over the limit? Kept in the audit.' }), ' First article 07:30 ')
    await fireEvent.click(screen.getByRole('button', { name: 'Approve anyway' }))
    expect(approve).toHaveBeenCalledWith('First article 07:30')
  })

  it('needs a reason for a selection with a limit passed, in a field that shows', async () => {
    const approve = vi.fn()
    await bar({ overLimit: true, onApprove: approve })
    await fireEvent.update(screen.getByRole('textbox', { name: 'Why over the limit? Kept in the audit.' }), 'First article')
    await fireEvent.click(screen.getByRole('button', { name: 'Approve anyway' }))
    expect(approve).toHaveBeenCalledWith('First article')
  })

  it('ignores a second click until the answer, and says why it cannot approve', async () => {
    const approve = vi.fn()
    const busy = await bar({ busy: true, onApprove: approve })
    await fireEvent.click(screen.getByRole('button', { name: /^Approve 4/ }))
    busy.unmount()
    await bar({ mayApprove: false, blockedWhy: 'Your own request.', onApprove: approve })
    expect(screen.getByText('Your own request.')).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: /^Approve 4/ }))
    expect(approve).not.toHaveBeenCalled()
  })
})

it('asks once more with the verb of what will happen', async () => {
  const confirm = vi.fn()
  await renderPart(ConfirmDialog, {
    props: {
      open: true,
      title: 'Delete this holiday?',
      text: 'Three requests are counted anew.',
      verb: 'Delete holiday',
      danger: true,
      onConfirm: confirm,
    },
  })
  expect(screen.getByRole('dialog', { name: 'Delete this holiday?' })).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Delete holiday' }))
  expect(confirm).toHaveBeenCalledOnce()
})
