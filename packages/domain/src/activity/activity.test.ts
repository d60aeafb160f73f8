import { ListActivities } from '@lembur/contracts/system'
import { newId } from '@lembur/db'
import { anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Ctx, write } from '../kernel/index.ts'
import { refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { findActors, getActivity, listActivities, purgeActivities } from './index.ts'

let here: World
let reader: Ctx
let writer: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  reader = await here.actor('superadmin')
  writer = await here.actor('staff')
  for (let day = 1; day <= 5; day++) await note(writer, `2026-06-0${day}T16:59:00Z`, day) // a minute to midnight at the plant
  await note(reader, '2026-06-05T17:00:00Z', 6)
})
afterAll(() => here.end())

const note = (ctx: Ctx, at: string, count: number) =>
  write({ ...ctx, now: new Date(at) }, count % 2 ? 'test.odd' : 'test.even', async () => ({
    subject: { type: 'test', id: String(count), label: `Note ${count}` },
    before: { count: count - 1, same: true },
    after: { count, same: true },
  }))
const list = (filter: object) => listActivities(reader, ListActivities.parse(filter))
const labels = async (filter: object) => (await list(filter)).results.map(({ subjectLabel }) => subjectLabel)

describe('the activity log', () => {
  it('shows who did what, with the fields that changed, the newest first', async () => {
    const { results, count } = await list({})
    expect(count).toBe(6)
    expect(results[1]).toMatchObject({
      actorName: writer.actor.displayName,
      action: 'test.odd',
      subjectId: '5',
      before: { count: 4 },
      after: { count: 5 },
      requestId: writer.origin.requestId,
      ip: '127.0.0.1',
    })
    expect(await getActivity(reader, { id: results[1]!.id })).toEqual(results[1])
  })

  it('is filtered by person, action, subject and days of the plant', async () => {
    expect(await labels({ actorId: reader.actor.userId })).toEqual(['Note 6'])
    expect(await labels({ action: 'test.even' })).toEqual(['Note 6', 'Note 4', 'Note 2'])
    expect(await labels({ subjectType: 'test', subjectId: '3' })).toEqual(['Note 3'])
    expect(await labels({ from: '2026-06-05', to: '2026-06-05' })).toEqual(['Note 5'])
    expect(await labels({ from: '2026-06-06' })).toEqual(['Note 6'])
  })

  it('continues by cursor without a gap or a repeat', async () => {
    const seen: (string | null)[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await list({ pageSize: 4, cursor })
      seen.push(...page.results.map(({ subjectLabel }) => subjectLabel))
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['Note 6', 'Note 5', 'Note 4', 'Note 3', 'Note 2', 'Note 1'])
    for (const cursor of ['x', `2026-99-99T99:99:99Z~${newId()}`, `2026-06-11T09:42:00Z~${'-'.repeat(36)}`])
      expect(await refusal(list({ cursor }))).toMatchObject({ code: 'input.invalid' })
  })

  it('names the people of whom it tells, and finds them by a part of the name', async () => {
    const idle = await here.actor('user')
    const found = await findActors(reader, { search: '' })
    expect(found.results.map(({ id }) => id).toSorted()).toEqual([reader.actor.userId, writer.actor.userId].toSorted())
    const { results } = await findActors(reader, { search: writer.actor.displayName.slice(1, -1).toUpperCase() })
    expect(results.map(({ id }) => id)).toContain(writer.actor.userId)
    expect((await findActors(reader, { search: idle.actor.displayName })).results.map(({ id }) => id)).not.toContain(idle.actor.userId)
    expect((await findActors(reader, { search: '', id: writer.actor.userId })).results).toMatchObject([{ id: writer.actor.userId }])
    expect((await findActors(reader, { search: '%' })).results).toEqual([])
  })

  it('is refused to who may not read it', async () => {
    for (const role of rolesWithout('activity.read')) {
      const ctx = await here.actor(role)
      expect(await refusal(findActors(ctx, { search: '' }))).toMatchObject({ code: 'permission.denied' })
      expect(await refusal(purgeActivities(ctx, { days: 1 }))).toMatchObject({ code: 'permission.denied' })
      expect(await refusal(listActivities(ctx, ListActivities.parse({})))).toMatchObject({ code: 'permission.denied' })
      expect(await refusal(getActivity(ctx, { id: crypto.randomUUID() }))).toMatchObject({ code: 'permission.denied' })
    }
    expect(await refusal(getActivity(reader, { id: crypto.randomUUID() }))).toMatchObject({ code: 'not_found' })
  })

  it('cannot be changed afterwards, not even by the product', async () => {
    await expect(
      here.test.database.transaction(
        { organizationId: reader.actor.organizationId },
        ({ sql }) => sql`update activity set actor_name = 'Nobody' where true`,
      ),
    ).rejects.toThrow(/permission denied/)
  })
})

describe('clearing the log', () => {
  it('takes the days before the last ones, by midnight at the plant, and says in the log who did and how much', async () => {
    // Thursday 11 June, 16:42 at the plant: six days back is the 5th, which began on the 4th at 17:00 elsewhere.
    expect(await purgeActivities(reader, { days: 6 })).toEqual({ deletedCount: 4, days: 6, cutoff: '2026-06-04T17:00:00.000Z' })
    const { results } = await list({ to: '2026-06-11' })
    expect(results.map(({ subjectLabel, action }) => subjectLabel ?? action)).toEqual(['activity.purge', 'Note 6', 'Note 5'])
    expect(results[0]).toMatchObject({
      actorName: reader.actor.displayName,
      subjectType: 'activity',
      after: { deletedCount: 4, days: 6, cutoff: '2026-06-04T17:00:00.000Z' },
    })
    expect(await purgeActivities(reader, { days: 6 })).toMatchObject({ deletedCount: 0 })
    expect((await list({})).results).toHaveLength(3)
  })

  it('leaves the log of another organisation alone', async () => {
    const other = await anOrganization(here.test.database)
    const stranger = { ...reader, actor: { ...reader.actor, organizationId: other.id } }
    await note(stranger, '2026-01-01T00:00:00Z', 7)
    await purgeActivities(reader, { days: 1 })
    expect((await listActivities(stranger, ListActivities.parse({}))).results).toHaveLength(1)
    expect(await purgeActivities(stranger, { days: 1 })).toMatchObject({ deletedCount: 1 })
  })
})
