import { randomUUID } from 'node:crypto'
import { scopeOf } from '@lembur/contracts/access'
import { TrialDetail } from '@lembur/contracts/trials'
import { SetWage } from '@lembur/contracts/wages'
import { anOvertimeRequest } from '@lembur/db/testing'
import type { Ctx } from '@lembur/domain/kernel'
import { rolesWithout, type World, world } from '@lembur/domain/testing'
import { openReplay } from '@lembur/domain/trial'
import { setWage } from '@lembur/domain/wage'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { procedures } from '../procedures.ts'
import { restOperations } from '../rest.ts'
import { type Edge, openEdge } from '../testing/edge.ts'
import { rows, type Stage, setStage } from '../testing/stage.ts'

let here: World
let edge: Edge
let stage: Stage
let payroll: Ctx
let trialId: string
let policyId: string
beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  edge = await openEdge(here)
  stage = await setStage(here)
  payroll = stage.reader('superadmin')
  const { employeeId, departmentId, projectId } = stage.somebody('superadmin', 'colleague')
  await setWage(payroll, SetWage.parse({ employeeId, effectiveFrom: '2021-01-01', basis: 'monthly', amount: '5190000' }))
  const { organizationId } = payroll.actor
  await here.test.database.transaction({ organizationId }, (tx) =>
    anOvertimeRequest(tx, organizationId, { employeeId, departmentId, projectId, workDate: '2026-05-05' }),
  )
  policyId = await rows.policy(stage.somebody('superadmin', 'own'))
  const started = await call('start', payroll, { policyId, periods: '1', withWages: true })
  expect(started.problem).toBeNull()
  trialId = started.answer.id
  const replay = await openReplay(payroll, trialId)
  while (await replay?.next(payroll.now));
})
afterAll(async () => {
  await edge.close()
  await here.end()
})

async function call(verb: string, as: Ctx, input: object) {
  const procedure = procedures().find(({ name }) => name === `trial.${verb}`)!
  const ended = await edge.call(procedure, as, input)
  return { ...ended, problem: ended.problem ?? null, answer: ended.answer as { id: string; results: unknown[] } }
}

describe('a trial on the wire', () => {
  it('is answered whole, with money for who may read wages, by both ways', async () => {
    const { answer } = await call('get', payroll, { id: trialId })
    expect(TrialDetail.parse(answer)).toMatchObject({
      state: 'done',
      total: { people: 1, payableHours: { before: '1.50' }, cost: [{ currency: 'IDR', before: '45000.00', after: '45000.00' }] },
    })
    const operation = restOperations().find(({ name }) => name === 'trial.get')!
    expect((await edge.rest(operation, payroll, { id: trialId })).answer).toMatchObject({ total: { cost: [{ before: '45000.00' }] } })
  })

  it.each(rolesWithout('wage.read').filter((role) => scopeOf(role, 'policy.update')))(
    'tells %s no sum of money, in no field',
    async (role) => {
      for (const [verb, input] of [
        ['get', { id: trialId }],
        ['list', { policyId }],
      ] as const) {
        const { answer } = await call(verb, stage.reader(role), input)
        expect(answer).toBeTruthy()
        expect(JSON.stringify(answer)).not.toMatch(/"cost"|45000|IDR/)
      }
    },
  )

  it('with money is not started by who may change policies and read no wages', async () => {
    const { problem } = await call('start', stage.reader('ptb_admin'), { policyId, periods: 1, withWages: true })
    expect(problem).toMatchObject({ code: 'permission.denied' })
  })

  it.each([
    [{ periods: 0 }, 'periods'],
    [{ periods: 13 }, 'periods'],
    [{ periods: 1, reach: 'nobody' }, 'reach'],
    [{ periods: 1, policyId: 'none' }, 'policyId'],
  ])('names the field of %o that is not right', async (wrong, path) => {
    const { problem } = await call('start', payroll, { policyId, ...wrong })
    expect(problem).toMatchObject({ code: 'input.invalid', details: { fields: [{ path }] } })
  })

  it('of a policy that is not there is not found', async () => {
    for (const verb of ['list', 'start']) {
      expect((await call(verb, payroll, { policyId: randomUUID(), periods: 1 })).problem).toMatchObject({ code: 'not_found' })
    }
  })
})
