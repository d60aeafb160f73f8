import type { LiveEvent } from '@lembur/contracts/system'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { deactivateUser } from '../access/index.ts'
import { type Gate, openGate, type SignedIn, signOut } from '../identity/index.ts'
import { type Change, type Ctx, DomainError, write } from '../kernel/index.ts'
import { soon, type World, world } from '../testing/index.ts'
import { aSession, aVisit, grantPermission } from '../testing/visitor.ts'
import { type Feed, followEvents, openFeed } from './index.ts'

let here: World
let gate: Gate
let feed: Feed
let admin: Ctx
const failures: unknown[] = []
const open: AbortController[] = []

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  gate = await openGate(here.services)
  feed = await openFeed(here.test.database, (error) => failures.push(error))
  admin = await here.actor('superadmin')
})
afterEach(() => {
  for (const each of open.splice(0)) each.abort()
  expect(failures.splice(0)).toEqual([])
})
afterAll(async () => {
  await Promise.all([feed.close(), gate.sessions.close()])
  await here.end()
})

const announce = (...changes: Change[]) =>
  write(admin, 'test.change', async (tx) => {
    for (const change of changes) tx.announce(change)
    return { subject: { type: 'test', id: null }, before: null, after: {} }
  })
const change = (subjectId: string, values: Partial<Change> = {}): Change => ({ topic: 'holiday', action: 'changed', subjectId, ...values })

function following({ secret }: SignedIn, lastEventId: number | null, clock = () => new Date(), stop = new AbortController()) {
  open.push(stop)
  return followEvents({ gate, feed, secret, lastEventId, clock, signal: stop.signal })
}

/** Listens in the name of somebody; `heard` fills, `over` is how it ended. */
async function listening(session: SignedIn, clock?: () => Date) {
  const heard: LiveEvent[] = []
  const stop = new AbortController()
  const stream = following(session, null, clock, stop)
  const over = (async () => {
    for await (const event of stream) heard.push(event)
  })()
  over.catch(() => undefined)
  const subjects = () => heard.map(({ subjectId }) => subjectId).filter((subject) => !subject?.startsWith('word-'))
  // The stream listens once it hears a first word.
  const word = `word-${crypto.randomUUID()}`
  await soon(async () => {
    await announce(change(word))
    await vi.waitFor(() => expect(heard.some(({ subjectId }) => subjectId === word)).toBe(true), { timeout: 400 })
  })
  heard.splice(0)
  return { heard, subjects, over, stop }
}

const newest = async () => {
  const [row] = await here.test.database.readOne<{ id: number }[]>(
    admin.actor.organizationId,
    (sql) => sql`select max(id) as id from event`,
  )
  return row!.id
}

describe('live events', () => {
  it('are told as they happen, with the row and not its content', async () => {
    const { heard } = await listening(await aSession(here, gate, 'user'))
    await announce(change('a'))
    await soon(() =>
      expect(heard).toMatchObject([{ topic: 'holiday', action: 'changed', subjectId: 'a', id: expect.stringMatching(/^\d+$/) }]),
    )
    expect(Object.keys(heard[0]!).toSorted()).toEqual(['action', 'at', 'id', 'subjectId', 'topic'])
  })

  it('reach only who may read of them: by topic, by person, by the employee they are about', async () => {
    const { rizky, putri } = here.plant.employees
    const own = await aSession(here, gate, 'staff')
    await here.test.database.transaction(
      { organizationId: admin.actor.organizationId },
      ({ sql }) => sql`update membership set employee_id = ${rizky.id} where user_id = ${own.ctx.actor.userId}`,
    )
    const leader = await aSession(here, gate, 'staff')
    await grantPermission(here.services, {
      ...leader.ctx.actor,
      permission: 'overtime.read',
      departmentId: here.plant.departments.assembly.id,
    })
    const manager = await aSession(here, gate, 'ptb_admin')
    const [one, two, three] = [await listening(own), await listening(leader), await listening(manager)]
    await announce(
      change('of-rizky', { topic: 'overtime', employeeId: rizky.id }),
      change('of-putri', { topic: 'overtime', employeeId: putri.id }),
      change('report', { topic: 'report' }),
      change('trial', { topic: 'trial' }),
      change('to-own', { topic: 'notification', userId: own.ctx.actor.userId }),
      change('to-manager', { topic: 'notification', userId: manager.ctx.actor.userId }),
      change('last'),
    )
    await soon(() => {
      for (const each of [one, two, three]) expect(each.subjects()).toContain('last')
    })
    expect(one.subjects().toSorted()).toEqual(['last', 'of-rizky', 'to-own'])
    expect(two.subjects().toSorted()).toEqual(['last', 'of-putri'])
    expect(three.subjects().toSorted()).toEqual(['last', 'of-putri', 'of-rizky', 'report', 'to-manager', 'trial'])
  })

  it('of a burst come together, one for each row', async () => {
    const { subjects } = await listening(await aSession(here, gate, 'user'))
    await Promise.all([announce(change('a')), announce(change('a')), announce(change('a'))])
    await soon(() => expect(subjects()).toContain('a'))
    expect(subjects().filter((subject) => subject === 'a').length).toBeLessThan(3)
  })

  it('continue after the last one seen', async () => {
    const session = await aSession(here, gate, 'user')
    await announce(change('seen'))
    const last = await newest()
    await announce(change('missed-1'), change('missed-2'))
    const heard: LiveEvent[] = []
    for await (const event of following(session, last)) {
      heard.push(event)
      if (event.subjectId === 'missed-2') break
    }
    expect(heard.map(({ subjectId }) => subjectId)).toEqual(expect.arrayContaining(['missed-1', 'missed-2']))
    expect(heard.map(({ id }) => Number(id))).toEqual(heard.map(({ id }) => Number(id)).toSorted((a, b) => a - b))
  })

  it('say that everything may have changed when the missed ones are not kept any more', async () => {
    await announce(change('kept'))
    const topics: string[] = []
    for await (const { topic, action } of following(await aSession(here, gate, 'user'), 0)) {
      expect(action).toBe('many')
      topics.push(topic)
      if (topic === 'configuration') break
    }
    expect(topics).toContain('overtime')
    expect(topics).not.toContain('report') // which this reader may not hear of
  })

  it('make up for what happened while the line to the database was broken', async () => {
    const { subjects } = await listening(await aSession(here, gate, 'user'))
    const owner = postgres(here.test.adminUrl, { max: 1 })
    const cut = async () => {
      const rows = await owner`
        select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`
      expect(rows).toHaveLength(1)
    }
    // The notice goes out while nobody listens: the line is cut in the same breath.
    await Promise.all([cut(), announce(change('in-the-gap'))])
    await owner.end()
    await vi.waitFor(() => expect(subjects()).toContain('in-the-gap'), { timeout: 10_000 })
    await announce(change('afterwards'))
    await soon(() => expect(subjects()).toContain('afterwards'))
  })

  it('end when the session ends, at once', async () => {
    const session = await aSession(here, gate, 'user')
    const { over } = await listening(session)
    await signOut(gate, aVisit(), [session.secret])
    await expect(over).rejects.toThrow(DomainError)
    await expect(over).rejects.toMatchObject({ code: 'auth.session_ended' })
  })

  it('end when the person is shut out, and say so', async () => {
    const session = await aSession(here, gate, 'user')
    const { over } = await listening(session)
    await deactivateUser(admin, session.ctx.actor)
    await expect(over).rejects.toMatchObject({ code: 'auth.account_disabled' })
  })

  it('end when the session runs out', async () => {
    const session = await aSession(here, gate, 'user')
    let ahead = 0
    const { over } = await listening(session, () => new Date(Date.now() + ahead))
    ahead = 13 * 3_600_000
    await announce(change('wakes'))
    await expect(over).rejects.toMatchObject({ code: 'auth.required' })
  })

  it('follow a change of rights', async () => {
    const session = await aSession(here, gate, 'staff')
    const { subjects } = await listening(session)
    const about = change('row', { topic: 'overtime', employeeId: here.plant.employees.putri.id })
    await announce(about, change('first'))
    await soon(() => expect(subjects()).toContain('first'))
    expect(subjects()).not.toContain('row')
    await grantPermission(here.services, { ...session.ctx.actor, permission: 'overtime.read', departmentId: null })
    await soon(async () => {
      await announce(about)
      await vi.waitFor(() => expect(subjects()).toContain('row'), { timeout: 400 })
    })
  })

  it('stop when nobody wants them any more', async () => {
    const { over, stop } = await listening(await aSession(here, gate, 'user'))
    stop.abort()
    await expect(over).resolves.toBeUndefined()
  })
})
