import { overridable, permissionNames, possibleScopes } from '@lembur/contracts/access'
import type { Ctx } from '@lembur/domain/kernel'
import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type NamedProcedure, procedures } from './procedures.ts'
import { type Edge, openEdge } from './testing/edge.ts'

let here: World
let edge: Edge

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

const all = procedures()
/** No procedure takes this for what it wants, but for those that want nothing: whoever gets past the permission is told so, or answered. */
const anything = {}

const letIn = async (procedure: NamedProcedure, as: Ctx): Promise<boolean> => {
  const { code } = await edge.call(procedure, as, anything)
  if (code === 'INTERNAL_SERVER_ERROR') throw new Error(`${procedure.name} failed`)
  return code !== 'FORBIDDEN' && code !== 'UNAUTHORIZED'
}

/** Beside the matrix, which calls each of them as each role on everybody's rows. */
describe('a procedure', () => {
  it.each(all)('$name says who may call it', ({ meta }) => {
    expect(['everyone', 'signed-in', 'in-person', ...permissionNames]).toContain(meta.access)
  })

  it.each(all.filter(({ meta }) => overridable.some((permission) => permission === meta.access)))(
    '$name lets in whom it was given to beyond his role',
    async (procedure) => {
      const permission = overridable.find((name) => name === procedure.meta.access)!
      const departmentId = possibleScopes(permission).includes('department') ? here.plant.departments.assembly.id : null
      expect(await letIn(procedure, await here.actor('user', null, [{ permission, departmentId }]))).toBe(true)
    },
  )

  it('tells a program by REST to sign in exactly where it has to', () => {
    const wrong = all.filter(({ meta: { openapi, access } }) => openapi && openapi.protect !== (access !== 'everyone'))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
})
