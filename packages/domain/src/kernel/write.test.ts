import { newId } from '@lembur/db'
import { mergeTotals } from '@lembur/jobs/upkeep'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { auditOf, clearQueue, eventsOf, type World, world } from '../testing/index.ts'
import { type Ctx, systemUserId } from './context.ts'
import { type Writing, write } from './write.ts'

let here: World
let ctx: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  ctx = await here.actor('ptb_admin')
})
beforeEach(async () => {
  await clearQueue(ctx)
  await here.services.database.transaction({ organizationId: ctx.actor.organizationId }, async ({ sql }) => {
    await sql`delete from activity`
    await sql`delete from event`
    await sql`update project set name = 'Line 2 ramp' where id = ${here.plant.projects.ramp.id}`
  })
})
afterAll(() => here.end())

const subject = { type: 'project', id: 'a', label: 'A' }
const rename = ({ sql }: Writing, name: string) =>
  sql`update project set name = ${name} where id = ${here.plant.projects.ramp.id}`.execute()
const nameNow = async () => {
  const [row] = await here.services.database.readOne<{ name: string }[]>(
    ctx.actor.organizationId,
    (sql) => sql`select name from project where id = ${here.plant.projects.ramp.id}`,
  )
  return row?.name
}
const jobs = () => here.services.database.global<{ name: string }[]>`select name from pgboss.job`

describe('a write', () => {
  it('keeps its change, its audit, its events and its jobs together', async () => {
    const result = await write(ctx, 'test.rename', async (tx) => {
      tx.later(() => rename(tx, 'Renamed'))
      tx.announce({ topic: 'project', action: 'renamed', subjectId: 'a' })
      tx.enqueue(mergeTotals, { organizationId: ctx.actor.organizationId })
      return { subject, before: { name: 'Line 2 ramp' }, after: { name: 'Renamed' }, more: 7 }
    })
    expect(result.more).toBe(7)
    expect(await nameNow()).toBe('Renamed')
    expect(await auditOf(ctx, 'test.rename')).toEqual([
      {
        action: 'test.rename',
        actorId: ctx.actor.userId,
        subjectId: 'a',
        subjectLabel: 'A',
        before: { name: 'Line 2 ramp' },
        after: { name: 'Renamed' },
      },
    ])
    expect(await eventsOf(ctx, 'project')).toEqual([{ action: 'renamed', subjectId: 'a' }])
    expect(await jobs()).toHaveLength(1)
  })

  it('without a change writes nothing at all', async () => {
    await write(ctx, 'test.rename', async (tx) => {
      tx.later(() => rename(tx, 'Renamed'))
      tx.announce({ topic: 'project', action: 'renamed' })
      tx.enqueue(mergeTotals, { organizationId: ctx.actor.organizationId })
      return { subject, before: null, after: null }
    })
    expect(await nameNow()).toBe('Line 2 ramp')
    expect(await auditOf(ctx, 'test.rename')).toEqual([])
    expect(await eventsOf(ctx, 'project')).toEqual([])
    expect(await jobs()).toHaveLength(0)
  })

  it('that throws leaves nothing', async () => {
    const failing = write(ctx, 'test.rename', async (tx) => {
      await rename(tx, 'Renamed')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await nameNow()).toBe('Line 2 ramp')
  })

  it('with a job whose payload is wrong leaves nothing', async () => {
    const failing = write(ctx, 'test.rename', async (tx) => {
      tx.later(() => rename(tx, 'Renamed'))
      tx.announce({ topic: 'project', action: 'renamed' })
      tx.enqueue(mergeTotals, { organizationId: 'nobody' })
      return { subject, before: null, after: { name: 'Renamed' } }
    })
    await expect(failing).rejects.toThrow('id.invalid')
    expect(await nameNow()).toBe('Line 2 ramp')
    expect(await auditOf(ctx, 'test.rename')).toEqual([])
    expect(await eventsOf(ctx, 'project')).toEqual([])
  })

  it('names the statement that failed, not those behind it, however deep it was wrapped', async () => {
    const failing = write(ctx, 'test.rename', async (tx) => {
      tx.later(async () => {
        const pending = rename(tx, '')
        await Promise.all([pending])
      })
      for (let more = 0; more < 5; more++) tx.later(() => rename(tx, 'Renamed'))
      tx.announce({ topic: 'project', action: 'renamed' })
      return { subject, before: null, after: { name: '' } }
    })
    await expect(failing).rejects.toMatchObject({ constraint_name: 'project_name_form' })
    expect(await nameNow()).toBe('Line 2 ramp')
  })

  it('of the product itself names no user', async () => {
    const system: Ctx = { ...ctx, actor: { ...ctx.actor, userId: systemUserId, displayName: 'Lembur' } }
    await write(system, 'test.system', async () => ({ subject, before: null, after: { name: 'A' } }))
    expect(await auditOf(ctx, 'test.system')).toMatchObject([{ actorId: null }])
  })

  it('that is the product’s own bookkeeping is done and not audited', async () => {
    await write(ctx, 'test.bookkeeping', async (tx) => {
      tx.later(() => rename(tx, 'Renamed'))
      return { subject: null, before: null, after: { name: 'Renamed' } }
    })
    expect(await nameNow()).toBe('Renamed')
    expect(await auditOf(ctx, 'test.bookkeeping')).toEqual([])
  })
})

describe('an event', () => {
  it('is called out with its organisation and key once it is committed, and never where it is not', async () => {
    const heard: string[] = []
    const called = Promise.withResolvers<void>()
    const connected = Promise.withResolvers<void>()
    const listening = await here.services.database.listen(
      'lembur_event',
      (payload) => {
        heard.push(payload)
        called.resolve()
      },
      () => connected.resolve(),
    )
    await connected.promise
    const announcing = (fails: boolean) =>
      write(ctx, 'test.announce', async (tx) => {
        tx.announce({ topic: 'project', action: 'renamed', subjectId: newId() })
        tx.later(() => rename(tx, fails ? '' : 'Renamed'))
        return { subject, before: null, after: { name: 'Renamed' } }
      })
    await expect(announcing(true)).rejects.toThrow()
    await announcing(false)
    await called.promise
    const [event] = await here.services.database.readOne<{ id: number }[]>(ctx.actor.organizationId, (sql) => sql`select id from event`)
    expect(heard).toEqual([`${ctx.actor.organizationId}/${event?.id}`])
    await listening.stop()
  })
})
