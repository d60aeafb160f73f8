import { type Permission, type Role, roles, type Scope, scopeOf } from '@lembur/contracts/access'
import { type World, world } from '@lembur/domain/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type NamedProcedure, procedures } from './procedures.ts'
import { restOperations } from './rest.ts'
import { type Cell, cells } from './testing/cells.ts'
import { type Edge, type Ended, openEdge } from './testing/edge.ts'
import { rows, type Somebody, type Stage, setStage, type Target, targets } from './testing/stage.ts'

let here: World
let edge: Edge
let stage: Stage

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
  stage = await setStage(here)
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

const all = procedures()
const byRest = new Map(restOperations().map((operation) => [operation.name, operation]))

/** What is to come of a call: it is let in, refused for want of a right, or there is nothing for this reader. */
type Verdict = 'in' | 'denied' | 'hidden'

/** What the table of permissions says of a row of somebody. */
function verdictOf({ meta: { access } }: NamedProcedure, { reach }: Cell, role: Role, target: Target): Verdict {
  const byRole: Scope | null = access === undefined || !isPermission(access) ? 'organisation' : scopeOf(role, access)
  if (!byRole) return 'denied'
  if (reach === 'nobody') return 'in'
  if (reach === 'person') return target === 'own' ? 'in' : 'hidden'
  if (target === 'abroad') return 'hidden'
  if (reach === 'organisation') return 'in'
  if (target === 'own' || byRole === 'organisation') return 'in'
  return byRole === 'department' && target === 'colleague' ? 'in' : 'hidden'
}

const isPermission = (access: string): access is Permission => access.includes('.')

/** Fails where a call ended otherwise than it was to. Of a row out of reach it is not told whether it is there. */
function check(ended: Ended, cell: Cell, verdict: Verdict, target: Target, who: string) {
  const code = ended.problem?.code ?? 'OK'
  if (verdict === 'denied') return expect({ who, code: ended.code }).toEqual({ who, code: 'FORBIDDEN' })
  if (verdict === 'hidden') {
    if (ended.code === 'OK') return expect({ who, hidden: cell.hides?.(ended.answer) ?? false }).toEqual({ who, hidden: true })
    return expect(`${who}: ${code}`).toMatch(hiddenAs)
  }
  const told = (target === 'own' && cell.toldOfOwn) || cell.told || /^OK$/
  return expect(code, `${who} ${JSON.stringify(ended.problem)}`).toMatch(told)
}
/** A row out of reach is not found; one that may be seen and not touched is denied; a reference in an input is a wrong field. */
const hiddenAs = /: (not_found|permission\.denied|input\.invalid|overtime\.nothing_yesterday)$/

/** Those of the targets that differ for a procedure: where no row is named, there is one. */
const targetsOf = ({ reach }: Cell): readonly Target[] => (reach === 'nobody' ? ['own'] : targets)

async function inputOf(cell: Cell, of: Somebody): Promise<object> {
  const id = cell.row ? await rows[cell.row](of, stage) : ''
  return cell.input(of, id, stage)
}

const known = all.filter(({ name, type }) => name in cells && type !== 'subscription')

describe('the matrix of permissions', () => {
  it('has every procedure, and no other', () => {
    expect(all.map(({ name }) => name).filter((name) => !(name in cells))).toEqual([])
    expect(Object.keys(cells).filter((name) => !all.some((procedure) => procedure.name === name))).toEqual([])
  })

  describe.each(roles)('%s', (role) => {
    it.each(known)('$name, of his own, a colleague, another department, another organisation', async (procedure) => {
      const cell = cells[procedure.name]!
      const reader = stage.reader(role)
      for (const target of targetsOf(cell)) {
        const of = stage.somebody(role, target)
        const verdict = verdictOf(procedure, cell, role, target)
        check(await edge.call(procedure, reader, await inputOf(cell, of)), cell, verdict, target, `${role} ${target}`)
        const operation = byRest.get(procedure.name)
        if (operation)
          check(await edge.rest(operation, reader, await inputOf(cell, of)), cell, verdict, target, `${role} ${target} by REST`)
      }
    })
  })

  it.each(known.filter(({ name }) => cells[name]?.shows))('$name shows what is within reach and nothing else', async (procedure) => {
    const cell = cells[procedure.name]!
    const get = all.find(({ name }) => name === procedure.name.replace(/list$/, 'get'))
    const reach = get ? cells[get.name]!.reach : (cell.shownBy ?? 'person')
    for (const role of roles.filter((one) => verdictOf(procedure, cell, one, 'own') === 'in')) {
      for (const target of targets) {
        const id = await rows[cell.shows!](stage.somebody(role, target), stage)
        const ended = await edge.call(procedure, stage.reader(role), cell.input(stage.somebody(role, target), '', stage))
        const shown = JSON.stringify(ended.answer).includes(id)
        expect({ role, target, shown }).toEqual({ role, target, shown: verdictOf(procedure, { ...cell, reach }, role, target) === 'in' })
      }
    }
  })

  it.each(known.filter(({ name, type }) => type === 'query' && cells[name]!.reach === 'nobody'))(
    '$name answers with nothing of another organisation, to whoever asks',
    async (procedure) => {
      const abroad = stage.somebody('developer', 'abroad')
      const theirs = [abroad.employeeId, abroad.departmentId, abroad.projectId, abroad.userId, await rows.overtime(abroad, stage)]
      const ended = await edge.call(procedure, stage.reader('developer'), await inputOf(cells[procedure.name]!, abroad))
      const told = JSON.stringify(ended.answer ?? ended.problem)
      expect(theirs.filter((id) => told.includes(id))).toEqual([])
    },
  )

  it('has left no trace in the other organisation, where every write would be audited', async () => {
    const { ctx } = stage.somebody('user', 'abroad')
    const written = await ctx.services.database.readOne(
      ctx.actor.organizationId,
      (sql) => sql`select action, subject_type from activity where subject_type <> 'matrix'`,
    )
    expect([...written]).toEqual([])
  })

  it('is closed to who is not signed in, but for what is everybody’s', async () => {
    const open: string[] = []
    for (const procedure of known) {
      const input = await inputOf(cells[procedure.name]!, stage.somebody('user', 'own'))
      if ((await edge.call(procedure, null, input)).code !== 'UNAUTHORIZED' || procedure.meta.access === 'everyone')
        open.push(procedure.name)
    }
    expect(open).toEqual(known.filter(({ meta }) => meta.access === 'everyone').map(({ name }) => name))
  })
})
