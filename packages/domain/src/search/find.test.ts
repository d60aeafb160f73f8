import { numberCounter } from '@lembur/db/schema'
import { anEmployee, anOrganization, anOvertimeRequest } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { type World, world } from '../testing/index.ts'
import { findAnything } from './index.ts'

let here: World
let admin: Ctx
let requests: { id: string; number: number; workDate: string }[]

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
  const { organization, employees, projects } = here.plant
  const request = { employeeId: employees.rizky.id, projectId: projects.ramp.id }
  requests = await here.test.database.transaction({ organizationId: organization.id }, async (tx) => {
    const counted = (year: number) => ({ organizationId: organization.id, kind: 'overtime', year, last: 500 })
    await tx.db.insert(numberCounter).values([counted(2025), counted(2026)])
    return [
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2026-06-12', number: 123 }),
      await anOvertimeRequest(tx, organization.id, { ...request, workDate: '2025-06-12', number: 123 }),
    ]
  })
})
afterAll(() => here.end())

const found = async (ctx: Ctx, text: string) => (await findAnything(ctx, { text })).results

describe('finding anything', () => {
  it('finds a request by its number, with and without the year', async () => {
    const [thisYear, lastYear] = requests
    expect(await found(admin, 'ot 2026 123')).toEqual([
      {
        kind: 'overtime',
        id: thisYear?.id,
        title: 'OT-2026-000123',
        detail: 'Rizky Pratama, 2026-06-12',
        link: `/ot/history?request=${thisYear?.id}`,
      },
    ])
    expect((await found(admin, '123')).map(({ id }) => id)).toEqual([thisYear?.id, lastYear?.id])
    expect(await found(admin, 'OT-2024-000123')).toEqual([])
  })

  it('shows a request only to who may see it', async () => {
    const { rizky, putri } = here.plant.employees
    expect(await found(await here.actor('user', rizky), '123')).toHaveLength(2)
    expect(await found(await here.actor('user', putri), '123')).toEqual([])
    expect(await found(await here.actor('staff'), 'OT-2026-000123')).toEqual([])
  })

  it('finds people by name and worker id, exact ones first, and leads to what the reader may see of them', async () => {
    const { rizky, putri } = here.plant.employees
    const [person] = await found(admin, 'mw2400549')
    expect(person).toEqual({
      kind: 'employee',
      id: rizky.id,
      title: 'Rizky Pratama',
      detail: 'MW2400549, K390140R1C',
      link: `/ot/history?employee=${rizky.id}`,
    })
    const reader = await here.actor('user', putri)
    expect((await found(reader, 'rizky')).map(({ link }) => link)).toEqual([`/people?employee=${rizky.id}`])
    expect((await found(reader, 'putri')).map(({ link }) => link)).toEqual([`/ot/history?employee=${putri.id}`])
  })

  it('finds projects and departments, and takes signs of a pattern for themselves', async () => {
    const { projects, departments } = here.plant
    expect(await found(admin, 'ramp')).toEqual([
      { kind: 'project', id: projects.ramp.id, title: 'Line 2 ramp', detail: null, link: `/ot/history?project=${projects.ramp.id}` },
    ])
    expect(await found(admin, 'assy')).toEqual([
      {
        kind: 'department',
        id: departments.assembly.id,
        title: 'ASSY-1',
        detail: 'Assembly 1',
        link: `/people?department=${departments.assembly.id}`,
      },
    ])
    expect(await found(admin, '_')).toEqual([])
  })

  it('shows at most five of a kind, enabled ones first', async () => {
    const { id } = here.plant.organization
    await here.test.database.transaction({ organizationId: id }, async (tx) => {
      await anEmployee(tx, id, { name: 'Wayan 0', isEnabled: false })
      for (const n of [1, 2, 3, 4, 5]) await anEmployee(tx, id, { name: `Wayan ${n}` })
    })
    expect((await found(admin, 'wayan')).map(({ title }) => title)).toEqual(['Wayan 1', 'Wayan 2', 'Wayan 3', 'Wayan 4', 'Wayan 5'])
  })

  it('finds nothing of another organisation', async () => {
    const elsewhere = await anOrganization(here.test.database)
    const stranger = { ...admin, actor: { ...admin.actor, organizationId: elsewhere.id } }
    for (const text of ['123', 'rizky', 'ramp', 'assy']) expect(await found(stranger, text)).toEqual([])
  })
})
