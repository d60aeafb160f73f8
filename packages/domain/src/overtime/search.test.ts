import { ListOvertime } from '@lembur/contracts/overtime'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { aCrowd, type Crowd, everyRequest, manyRequests, type Plain } from '../testing/many.ts'
import { listOvertime } from './index.ts'

let here: World
let admin: Ctx
let crowd: Crowd
let all: Plain[]

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  crowd = await aCrowd(admin)
  await manyRequests(admin, crowd, 300, 1)
  all = await everyRequest(admin)
})
afterAll(() => here.end())

const list = (query: Partial<ListOvertime>, ctx = admin) => listOvertime(ctx, ListOvertime.parse({ pageSize: 500, ...query }))
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('a search', () => {
  const search = async (text: string, query: Partial<ListOvertime> = {}) =>
    idsOf((await list({ search: text, ...query })).results).toSorted()
  const found = (belongs: (row: Plain) => boolean) => idsOf(all.filter(belongs)).toSorted()

  it('finds people and projects by a part of their names, in any case', async () => {
    expect(await search('ayu')).toEqual(found((row) => /ayu/i.test(row.employeeName) || /ayu/i.test(row.projectName)))
    expect(await search('HARN')).toEqual(found((row) => row.projectName === 'Harness'))
  })

  it('finds people by their worker id', async () => {
    const { workerId } = crowd.people[3]!
    expect(await search(workerId.toLowerCase())).toEqual(found((row) => row.workerId === workerId))
  })

  it('finds one request by its number, as people write it', async () => {
    const row = all[17]!
    for (const text of [`OT-${row.workDate.slice(0, 4)}-${row.number}`, `ot ${row.workDate.slice(0, 4)} ${row.number}`])
      expect(await search(text)).toEqual([row.id])
  })

  it('finds words of the reason within a quarter', async () => {
    const span = { from: '2026-01-01', to: '2026-03-31' }
    const within = (row: Plain) => row.workDate >= span.from && row.workDate <= span.to
    expect(await search('delivery', span)).toEqual(found((row) => within(row) && row.reason === 'Late delivery'))
    expect(await search('delivery')).toEqual([])
  })

  it('takes signs of patterns for what they are', async () => {
    expect(await search('%')).toEqual(found((row) => row.employeeName === 'Gilang 100%'))
    expect(await search('_7', { from: '2026-01-01', to: '2026-03-31' })).toEqual(
      found((row) => row.reason === '50% of lot_7' && row.workDate >= '2026-01-01' && row.workDate <= '2026-03-31'),
    )
    expect(await search('\\')).toEqual([])
  })

  it('finds nothing where there is nothing', async () => {
    expect(await search('Zulkifli')).toEqual([])
  })
})
