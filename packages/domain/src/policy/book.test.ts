import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, read } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { within } from '../testing/overtime.ts'
import { aPolicy, assigned, aVersion, dayCap } from '../testing/policy.ts'
import { type PolicyBook, policyBook } from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const open = (to = '2026-12-31'): Promise<PolicyBook> => read(admin, (tx) => policyBook(tx, { to }))

/** What holds for somebody of the plant on a day: the policy's version, and its cap of hours a day. */
function told(book: PolicyBook, who: 'rizky' | 'putri', workDate: string): string {
  const { id, departmentId } = here.plant.employees[who]
  const { policy, title, versionNumber } = book.of({ employeeId: id, departmentId, workDate })
  const limit = policy.document.caps['PLANT.DAY']?.limit
  return `${title.split(' · ')[0]} ${versionNumber} ${typeof limit === 'number' ? limit / 60 : '-'}`
}

describe('the policy of a date', () => {
  it('is the version of the date, whatever was published later', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await aVersion(admin, policy, '2026-01-26', dayCap(3))
    await aVersion(admin, policy, '2026-06-26', dayCap(2))
    await aVersion(admin, policy, '2026-03-26', dayCap(4))
    await assigned(admin, policy.id, '2026-01-01')
    const book = await open()
    const days = ['2026-01-25', '2026-01-26', '2026-03-25', '2026-03-26', '2026-06-25', '2026-06-26']
    expect(days.map((day) => told(book, 'rizky', day))).toEqual([
      'Indonesia: PP 35/2021 null -',
      'Batam 1 3',
      'Batam 1 3',
      'Batam 3 4',
      'Batam 3 4',
      'Batam 2 2',
    ])
  })

  it('is that of the narrowest scope: the person before the department before the organisation, each by its own dates', async () => {
    const [plant, line, own] = [await aPolicy(admin, 'Plant'), await aPolicy(admin, 'Line'), await aPolicy(admin, 'Own')]
    for (const [hours, policy] of [plant, line, own].entries()) await aVersion(admin, policy, '2026-01-01', dayCap(hours + 1))
    const { rizky, putri } = here.plant.employees
    await assigned(admin, plant.id, '2026-01-01')
    await assigned(admin, line.id, '2026-02-01', { departmentId: here.plant.departments.testing.id })
    await assigned(admin, own.id, '2026-03-01', { employeeId: rizky.id })
    await assigned(admin, null, '2026-04-01', { employeeId: rizky.id })
    await assigned(admin, null, '2026-05-01', { departmentId: here.plant.departments.testing.id })
    await assigned(admin, null, '2026-06-01')
    const book = await open()
    const months = ['2026-01-31', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01']
    expect(months.map((day) => told(book, 'rizky', day))).toEqual(['Plant 1 1', 'Line 1 2', 'Own 1 3', 'Line 1 2', 'Plant 1 1'])
    expect(months.map((day) => told(book, 'putri', day))).toEqual(months.map(() => 'Plant 1 1'))
    expect(told(book, 'rizky', '2026-06-01')).toBe('Indonesia: PP 35/2021 null -')
    expect(book.why({ employeeId: putri.id, departmentId: putri.departmentId, workDate: '2026-05-31' })).toMatchObject({
      decidedBy: 'organisation',
      assignment: { effectiveFrom: '2026-01-01' },
    })
    expect(book.why({ employeeId: rizky.id, departmentId: rizky.departmentId, workDate: '2026-06-01' })).toEqual({
      version: null,
      assignment: null,
      decidedBy: 'pack',
    })
  })

  it('is the wider scope’s while the narrower one’s policy has no version yet', async () => {
    const [plant, later] = [await aPolicy(admin, 'Plant'), await aPolicy(admin, 'Later')]
    await aVersion(admin, plant, '2026-01-01', dayCap(3))
    await aVersion(admin, later, '2026-06-01', dayCap(1))
    await assigned(admin, plant.id, '2026-01-01')
    await assigned(admin, later.id, '2026-02-01', { employeeId: here.plant.employees.rizky.id })
    const book = await open()
    expect(['2026-02-01', '2026-05-31', '2026-06-01'].map((day) => told(book, 'rizky', day))).toEqual([
      'Plant 1 3',
      'Plant 1 3',
      'Later 1 1',
    ])
  })

  it('lies on the pack of that day, unless its layer stays with a version of it', async () => {
    const [moving, staying] = [await aPolicy(admin, 'Moving'), await aPolicy(admin, 'Staying')]
    await aVersion(admin, moving, '2020-01-01', dayCap(3))
    await aVersion(admin, staying, '2020-01-01', dayCap(3), { pack: 'ID', version: 'PP35-2021' })
    await assigned(admin, moving.id, '2020-01-01', { employeeId: here.plant.employees.rizky.id })
    await assigned(admin, staying.id, '2020-01-01', { employeeId: here.plant.employees.putri.id })
    const book = await open()
    const packs = (who: 'rizky' | 'putri') =>
      ['2021-02-01', '2021-02-02'].map((workDate) => {
        const { id, departmentId } = here.plant.employees[who]
        return book.of({ employeeId: id, departmentId, workDate }).policy.document.version
      })
    const [old, current] = packs('rizky')
    expect(current).toBe('PP35-2021')
    expect(old).not.toBe(current)
    expect(packs('putri')).toEqual(['PP35-2021', 'PP35-2021'])
  })

  it('lies on the other policy’s version of that day, or on the one its layer names', async () => {
    const [below, above, pinned] = [await aPolicy(admin, 'Below'), await aPolicy(admin, 'Above'), await aPolicy(admin, 'Pinned')]
    await aVersion(admin, below, '2026-01-01', dayCap(3))
    await aVersion(admin, above, '2026-01-01', { title: 'Above' }, { policy: 'BELOW' })
    await aVersion(admin, pinned, '2026-01-01', { title: 'Pinned' }, { policy: 'Below', version: '1' })
    await aVersion(admin, below, '2026-06-01', dayCap(2))
    await assigned(admin, above.id, '2026-01-01', { employeeId: here.plant.employees.rizky.id })
    await assigned(admin, pinned.id, '2026-01-01', { employeeId: here.plant.employees.putri.id })
    const book = await open()
    expect(['2026-05-31', '2026-06-01'].map((day) => told(book, 'rizky', day))).toEqual(['Above 1 3', 'Above 1 2'])
    expect(['2026-05-31', '2026-06-01'].map((day) => told(book, 'putri', day))).toEqual(['Pinned 1 3', 'Pinned 1 3'])
  })
})

describe('what a process keeps', () => {
  it('never hides a new publication, a new assignment, or one of the policy below', async () => {
    const [below, above] = [await aPolicy(admin, 'Below'), await aPolicy(admin, 'Above')]
    await aVersion(admin, below, '2026-01-01', dayCap(3))
    await aVersion(admin, above, '2026-01-01', { title: 'Above' }, { policy: 'Below' })
    await assigned(admin, above.id, '2026-01-01')
    const now = async () => told(await open(), 'rizky', '2026-06-11')
    expect(await now()).toBe('Above 1 3')
    await aVersion(admin, below, '2026-06-01', dayCap(2))
    expect(await now()).toBe('Above 1 2')
    await aVersion(admin, above, '2026-06-02', dayCap(1))
    expect(await now()).toBe('Above 2 1')
    await assigned(admin, below.id, '2026-06-10')
    expect(await now()).toBe('Below 2 2')
  })

  it('is put together once for all days on which it is the same, and drafts are never kept', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await aVersion(admin, policy, '2026-01-01', dayCap(3))
    await assigned(admin, policy.id, '2026-01-01')
    const of = async (workDate: string) => (await open()).of({ employeeId: null, departmentId: null, workDate }).policy
    expect(await of('2026-06-11')).toBe(await of('2026-01-01'))
  })

  it('is chosen in one query once the versions are known', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await aVersion(admin, policy, '2026-01-01', dayCap(3))
    await assigned(admin, policy.id, '2026-01-01')
    await open()
    const statements = await within(admin, async (tx) => {
      let asked = 0
      const counting = new Proxy(tx.sql, {
        apply: (target, self, parts) => {
          asked++
          return Reflect.apply(target, self, parts)
        },
      })
      await policyBook(
        {
          sql: counting,
          get db(): never {
            throw new Error('A second query')
          },
        },
        { to: '2026-06-11' },
      )
      return asked
    })
    expect(statements).toBe(1)
  })
})

describe('another organisation', () => {
  it('has no part in what holds here', async () => {
    const policy = await aPolicy(admin, 'Batam')
    await aVersion(admin, policy, '2026-01-01', dayCap(3))
    await assigned(admin, policy.id, '2026-01-01')
    const abroad = await world(inject('databaseUrl'))
    try {
      const other = await abroad.actor('ptb_admin')
      const book = await read(other, (tx) => policyBook(tx, { to: '2026-12-31' }))
      expect(book.of({ employeeId: null, departmentId: null, workDate: '2026-06-11' }).versionId).toBeNull()
    } finally {
      await abroad.end()
    }
  })
})
