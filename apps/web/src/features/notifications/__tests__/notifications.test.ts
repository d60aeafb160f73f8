import type { Notification } from '@lembur/contracts/system'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { asked, serve } from '@/testing/server.ts'
import BellMenu from '../components/BellMenu.vue'
import NotificationItem from '../components/NotificationItem.vue'
import NotificationsPage from '../pages/NotificationsPage.vue'

const id = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`
const shift = { workDate: '2026-06-11', timeStart: '17:20', timeEnd: '22:20' }
const aNotification = (number: number, changes: Partial<Notification> = {}): Notification => ({
  id: id(number),
  kind: 'overtime.approved',
  data: { ...shift, by: 'Dewi Lestari', reason: null },
  link: `/ot/history?request=${id(number)}`,
  readAt: null,
  archivedAt: null,
  createdAt: '2026-06-11T09:00:00Z',
  ...changes,
})
const listOf = (results: Notification[]) => ({
  count: results.length,
  countIsMinimum: false,
  next: null,
  previous: null,
  nextCursor: null,
  results,
})
const calls = (path: string) => asked.filter((one) => one.path === path).map(({ input }) => input)

describe('the sentence of a notification', () => {
  const shown = async (notification: Notification, language: 'en' | 'id' | 'zh' = 'en') => {
    const { container } = await renderPart(NotificationItem, { props: { notification }, language, me: aReader() })
    return container.textContent
  }
  const submitted = { kind: 'overtime.submitted' as const, data: { ...shift, employeeName: 'Budi', filedBy: 'Dewi' } }

  it.each([
    ['en', 'Dewi asks for overtime for Budi on Thu 11 Jun, 17:20–22:20.'],
    ['id', 'Dewi mengajukan lembur untuk Budi pada Kam 11 Jun, 17:20–22:20.'],
    ['zh', 'Dewi 为 Budi 申请 6月11日 周四 17:20–22:20 加班。'],
  ] as const)('is in the reader’s language: %s', async (language, sentence) => {
    expect(await shown(aNotification(1, submitted), language)).toContain(sentence)
  })

  it('names the year of another year', async () => {
    const lastYear = { ...shift, workDate: '2025-06-11', by: 'Siti', reason: null }
    expect(await shown(aNotification(1, { data: lastYear }))).toContain('Wed 11 Jun 2025, 17:20–22:20')
  })

  it.each([
    [
      'his own request',
      { ...submitted, data: { ...submitted.data, filedBy: 'Budi' } },
      'Budi asks for overtime on Thu 11 Jun, 17:20–22:20.',
      'Review request',
    ],
    [
      'a rejection with its reason',
      { kind: 'overtime.rejected' as const, data: { ...shift, by: 'Siti', reason: 'Not planned' } },
      'Reason: Not planned',
      'Open request',
    ],
    [
      'a reopened request',
      { kind: 'overtime.reopened' as const, data: { ...shift, by: 'Siti', reason: null } },
      'It waits again.',
      'Open request',
    ],
    [
      'a workbook that failed',
      { kind: 'report.failed' as const, data: { fileName: 'daily.xlsx', reason: 'share is full' } },
      'daily.xlsx could not be delivered.',
      'Open report centre',
    ],
  ])('of %s names its verb', async (_case, changes, text, verb) => {
    const content = await shown(aNotification(1, changes))
    expect(content).toContain(text)
    expect(content).toContain(verb)
  })
})

describe('the bell', () => {
  const begin = (unread: number, rows = [aNotification(1), aNotification(2, { readAt: '2026-06-11T09:10:00Z' })]) => {
    serve({
      'notification.unreadCount': () => ({ unread }),
      'notification.list': () => listOf(rows),
      'notification.markRead': () => ({ changed: 1 }),
      'notification.markAllRead': () => ({ changed: unread }),
    })
    return renderPart(BellMenu, { me: aReader() })
  }

  it('says 99+ past ninety-nine', async () => {
    await begin(140)
    expect(await screen.findByRole('button', { name: 'Notifications, 99+ unread' })).toBeTruthy()
  })

  it('asks for the latest ten when it is opened, reads one by following it, and all at once', async () => {
    const { router } = await begin(1)
    expect(calls('notification.list')).toEqual([])
    await fireEvent.click(await screen.findByRole('button', { name: 'Notifications, 1 unread' }))
    const panel = await screen.findByRole('dialog')
    await within(panel).findAllByText(/approved your overtime/)
    expect(calls('notification.list')).toEqual([{ pageSize: 10 }])
    await fireEvent.click(within(panel).getByRole('button', { name: 'Mark all as read' }))
    await waitFor(() => expect(calls('notification.markAllRead')).toHaveLength(1))
    await fireEvent.click(within(panel).getAllByRole('button', { name: 'Open request' })[0]!)
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe(`/ot/history?request=${id(1)}`))
    expect(calls('notification.markRead')).toEqual([{ ids: [id(1)] }])
  })
})

describe('the page', () => {
  it('groups by the plant’s day, archives, and keeps the tab in the address', async () => {
    const late = aNotification(2, { createdAt: '2026-06-10T16:59:00Z', readAt: '2026-06-11T01:00:00Z' })
    // 00:30 at the plant, though the day before in Greenwich.
    const early = aNotification(3, { createdAt: '2026-06-10T17:30:00Z' })
    serve({
      'notification.unreadCount': () => ({ unread: 1 }),
      'notification.list': (input) => listOf((input as { archived: boolean }).archived ? [] : [aNotification(1), early, late]),
      'notification.archive': () => ({ changed: 1 }),
    })
    const { router } = await renderPart(NotificationsPage, { me: aReader(), at: '/notifications' })
    const yesterday = await screen.findByRole('region', { name: 'Wed 10 June 2026' })
    expect(within(screen.getByRole('region', { name: 'Thu 11 June 2026' })).getAllByText(/approved your overtime/)).toHaveLength(2)
    expect(within(yesterday).getByRole('heading').textContent).toBe('yesterdayWed 10 Jun')
    expect(within(yesterday).queryByRole('button', { name: 'Mark as read' })).toBeNull()
    await fireEvent.click(within(yesterday).getByRole('button', { name: 'Archive' }))
    await waitFor(() => expect(calls('notification.archive')).toEqual([{ ids: [id(2)] }]))
    await fireEvent.click(screen.getByRole('button', { name: 'Archived' }))
    expect(await screen.findByText('Nothing is archived')).toBeTruthy()
    expect(router.currentRoute.value.query.tab).toBe('archived')
  })

  it('takes out of the archive, and deletes for good only when asked twice', async () => {
    const away = aNotification(1, { readAt: '2026-06-11T09:10:00Z', archivedAt: '2026-06-11T09:20:00Z' })
    serve({
      'notification.unreadCount': () => ({ unread: 0 }),
      'notification.list': () => listOf([away]),
      'notification.unarchive': () => ({ changed: 1 }),
      'notification.remove': () => ({ changed: 1 }),
    })
    await renderPart(NotificationsPage, { me: aReader(), at: '/notifications?tab=archived' })
    await fireEvent.click(await screen.findByRole('button', { name: 'Move back' }))
    await waitFor(() => expect(calls('notification.unarchive')).toEqual([{ ids: [id(1)] }]))
    await fireEvent.click(screen.getByRole('button', { name: 'Delete…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete this notification?' })
    expect(calls('notification.remove')).toEqual([])
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(calls('notification.remove')).toEqual([{ id: id(1) }]))
  })
})
