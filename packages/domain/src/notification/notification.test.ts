import { ListNotifications } from '@lembur/contracts/system'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Ctx, write } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, type World, world } from '../testing/index.ts'
import {
  archiveNotifications,
  archiveOldNotifications,
  listNotifications,
  markAllNotificationsRead,
  markNotificationsRead,
  notifyUser,
  removeNotification,
  unarchiveNotifications,
  unreadNotifications,
} from './index.ts'

let here: World
let reader: Ctx
let other: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  reader = await here.actor('staff')
  other = await here.actor('staff')
  for (const to of [reader, reader, reader, other]) await tell(to)
})
afterAll(() => here.end())

const tell = (to: Ctx) =>
  write(to, 'test.tell', async (tx) => {
    notifyUser(to, tx, to.actor.userId, { kind: 'overtime.approved', data: { number: 'OT-2026-000001' }, link: '/ot/history' })
    return { subject: { type: 'test', id: null }, before: null, after: {} }
  })
const list = async (ctx: Ctx, filter = {}) => (await listNotifications(ctx, ListNotifications.parse(filter))).results
const unread = async (ctx: Ctx) => (await unreadNotifications(ctx)).unread

describe('notifications', () => {
  it('are one’s own, the newest first, by page', async () => {
    const all = await list(reader)
    expect(all).toHaveLength(3)
    expect(all[0]).toMatchObject({ kind: 'overtime.approved', data: { number: 'OT-2026-000001' }, readAt: null })
    expect(await listNotifications(reader, ListNotifications.parse({ page: 2, pageSize: 2 }))).toMatchObject({
      count: 3,
      results: [all[2]],
    })
    expect(await list(other)).toHaveLength(1)
  })

  it('are marked as read one by one, told to other tabs, and counted', async () => {
    const [first] = await list(reader)
    expect(await unread(reader)).toBe(3)
    expect(await markNotificationsRead(reader, { ids: [first!.id] })).toEqual({ changed: 1 })
    expect(await markNotificationsRead(reader, { ids: [first!.id] })).toEqual({ changed: 0 })
    expect(await unread(reader)).toBe(2)
    expect(await list(reader, { unread: 'true' })).toHaveLength(2)
    expect((await eventsOf(reader, 'notification')).filter(({ action }) => action === 'read')).toHaveLength(1)
    expect(await auditOf(reader, 'notification.read')).toEqual([])
  })

  it('of somebody else are not found, and stay as they are', async () => {
    const [theirs] = await list(other)
    const [mine] = await list(reader)
    for (const mark of [markNotificationsRead, archiveNotifications, unarchiveNotifications])
      expect(await refusal(mark(reader, { ids: [mine!.id, theirs!.id] }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(removeNotification(reader, { id: theirs!.id }))).toMatchObject({ code: 'not_found' })
    expect(await unread(other)).toBe(1)
  })

  it('go out of the list when they are put away, and count as read', async () => {
    const [first] = await list(reader, { unread: 'true' })
    await archiveNotifications(reader, { ids: [first!.id] })
    expect(await list(reader)).toHaveLength(2)
    expect(await list(reader, { archived: 'true' })).toMatchObject([{ id: first!.id, readAt: expect.any(String) }])
    expect(await unarchiveNotifications(reader, { ids: [first!.id] })).toEqual({ changed: 1 })
    expect((await list(reader)).find(({ id }) => id === first!.id)).toMatchObject({ archivedAt: null, readAt: expect.any(String) })
    await archiveNotifications(reader, { ids: [first!.id] })
  })

  it('are all marked as read at once, one’s own only', async () => {
    expect(await markAllNotificationsRead(reader)).toEqual({ changed: 1 })
    expect([await unread(reader), await unread(other)]).toEqual([0, 1])
  })

  it('are gone when they are deleted, and the old ones of everybody are put away by who runs the plant', async () => {
    const [first, ...rest] = await list(reader)
    expect(await removeNotification(reader, { id: first!.id })).toEqual({ changed: 1 })
    expect(await list(reader)).toEqual(rest)
    const later = new Date(reader.now.getTime() + 91 * 86_400_000)
    expect(await refusal(archiveOldNotifications({ ...reader, now: later }, { days: 90 }))).toMatchObject({ code: 'permission.denied' })
    const chief = { ...(await here.actor('superadmin')), now: later }
    expect(await archiveOldNotifications(chief, { days: 92 })).toEqual({ changed: 0 })
    expect(await archiveOldNotifications(chief, { days: 90 })).toEqual({ changed: rest.length + 1 })
    expect([await list(reader), await list(other)]).toEqual([[], []])
    expect((await auditOf(chief, 'notification.archive_old')).at(-1)?.after).toEqual({ days: 90, changed: rest.length + 1 })
  })
})
