import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Tx } from './client.ts'
import { newId } from './ids.ts'
import { anOvertimeRequest, type Plant, plant, type TestDatabase, testDatabase } from './testing/index.ts'

let home: TestDatabase
let mine: Plant
let theirs: Plant
let theirRequest: string

beforeAll(async () => {
  home = await testDatabase(inject('databaseUrl'))
  mine = await plant(home.database)
  theirs = await plant(home.database)
  theirRequest = await inside(theirs, async (tx) => {
    const { rizky } = theirs.employees
    const row = await anOvertimeRequest(tx, theirs.organization.id, {
      employeeId: rizky.id,
      projectId: theirs.projects.ramp.id,
      workDate: '2026-06-11',
    })
    return row.id
  })
})

afterAll(() => home.drop())

const inside = <T>(of: Plant, run: (tx: Tx) => Promise<T>) => home.database.transaction({ organizationId: of.organization.id }, run)

describe('from within one organisation, the rows of another', () => {
  test('are not read, whatever is asked', async () => {
    const found = await inside(mine, ({ sql }) => sql`select id from overtime_request where id = ${theirRequest} or true`)
    expect(found).toHaveLength(0)
  })

  test('are neither changed nor deleted', async () => {
    const changed = await inside(mine, async ({ sql }) => {
      const updated = await sql`update overtime_request set reason = 'taken' where id = ${theirRequest}`
      const deleted = await sql`delete from overtime_request where id = ${theirRequest}`
      return updated.count + deleted.count
    })
    expect(changed).toBe(0)
  })

  test('cannot be added', async () => {
    const adding = inside(
      mine,
      ({ sql }) => sql`insert into project (organization_id, id, name) values (${theirs.organization.id}, ${newId()}, 'Theirs')`,
    )
    await expect(adding).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot be moved to', async () => {
    const moving = inside(mine, ({ sql }) => sql`update project set organization_id = ${theirs.organization.id}`)
    await expect(moving).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot be pointed to', async () => {
    const pointing = inside(mine, (tx) =>
      anOvertimeRequest(tx, mine.organization.id, {
        employeeId: theirs.employees.rizky.id,
        projectId: mine.projects.ramp.id,
        workDate: '2026-06-12',
      }),
    )
    await expect(pointing).rejects.toMatchObject({ cause: { constraint_name: 'overtime_request_employee' } })
  })

  test('may bear the same codes and numbers: uniqueness ends at the wall', async () => {
    expect(mine.departments.assembly.code).toBe(theirs.departments.assembly.code)
  })
})
