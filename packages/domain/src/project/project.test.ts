import { CreateProject, ListProjects } from '@lembur/contracts/people'
import { anOvertimeRequest } from '@lembur/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import { createProject, getProject, listProjects, removeProject, updateProject } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

describe('projects', () => {
  it('are listed by name for every role, by search and state', async () => {
    const reader = await here.actor('user')
    const names = async (filter: object) => (await listProjects(reader, ListProjects.parse(filter))).results.map(({ name }) => name)
    expect(await names({})).toEqual(['AST fixture rev C', 'Line 2 ramp'])
    expect(await names({ search: 'RAMP' })).toEqual(['Line 2 ramp'])
    expect(await names({ isEnabled: 'false' })).toEqual([])
  })

  it('may share a name, and are made and changed with an audit of both sides', async () => {
    const made = await createProject(admin, CreateProject.parse({ name: '  Line 2 ramp ' }))
    expect(made).toMatchObject({ name: 'Line 2 ramp', isEnabled: true, version: 1 })
    const changed = await updateProject(admin, { id: made.id, version: 1, isEnabled: false })
    expect(changed).toMatchObject({ isEnabled: false, version: 2 })
    expect(await getProject(admin, made)).toEqual(changed)
    expect(await refusal(updateProject(admin, { id: made.id, version: 1, name: 'Late' }))).toMatchObject({ code: 'conflict.version' })
    expect(await auditOf(admin, 'project.update')).toMatchObject([{ before: { isEnabled: true }, after: { isEnabled: false } }])
    expect(await eventsOf(admin, 'project')).toEqual([
      { action: 'created', subjectId: made.id },
      { action: 'updated', subjectId: made.id },
    ])
  })

  it('are deleted only while no request names them', async () => {
    const { organization, employees, projects } = here.plant
    await here.test.database.transaction({ organizationId: organization.id }, (tx) =>
      anOvertimeRequest(tx, organization.id, { employeeId: employees.putri.id, projectId: projects.fixture.id, workDate: '2026-06-12' }),
    )
    expect(await refusal(removeProject(admin, projects.fixture))).toEqual({ code: 'conflict.in_use', details: { by: 'overtime' } })
    expect(await removeProject(admin, projects.ramp)).toEqual({ id: projects.ramp.id })
    expect(await refusal(getProject(admin, projects.ramp))).toMatchObject({ code: 'not_found' })
    expect(await auditOf(admin, 'project.remove')).toMatchObject([{ before: { name: 'Line 2 ramp' }, after: null }])
  })

  it.each(rolesWithout('project.update'))('are not changed by %s', async (role) => {
    const ctx = await here.actor(role)
    const { id } = here.plant.projects.fixture
    const denied = [createProject(ctx, { name: 'No', isEnabled: true }), updateProject(ctx, { id, name: 'No' }), removeProject(ctx, { id })]
    expect(await refusalsOf(denied)).toEqual(['permission.denied'])
  })
})
