import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createPolicy, savePolicyDraft } from '@lembur/domain/policy'
import { soon } from '@lembur/domain/testing'
import { cancelTrial, getTrial, openReplay, resumeTrial, startTrial } from '@lembur/domain/trial'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { replay } from './handlers/policy/replay.ts'
import { type Workplace, workplace } from './testing/workplace.ts'
import { startWorker } from './worker.ts'

const entry = fileURLToPath(new URL('./main.ts', import.meta.url))
const people = 2000
const daysEach = 25
/** A first overtime hour at five thirds: sums that no float adds up. */
const patch = { days: { workday: { ladder: [{ minutes: null, label: 'overtime', rate: '5/3', class: 'overtime' }] } } }

let place: Workplace
let policyId: string
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  place = await workplace(inject('databaseUrl'))
  // The day of the trial is fixed; the worker's clock plays no part in it.
  place.admin.now = new Date('2026-06-11T09:42:00Z')
  await manyRequests(place)
  policyId = (await createPolicy(place.admin, { name: 'Five thirds', description: '', pack: 'ID' })).id
  await savePolicyDraft(place.admin, { policyId, layer: { extends: { pack: 'ID' }, patch }, note: '' })
}, 120_000)
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
afterAll(() => place.end())

const trial = (id: string) => getTrial(place.admin, { id })
const start = async () => (await startTrial(place.admin, { policyId, periods: 1, withWages: false })).id
const work = async () => {
  const { stop } = await startWorker({ url: place.test.url, share: place.share })
  stops.push(stop)
}
/** Waits until some people are through, and not all. */
const underWay = (id: string) =>
  soon(async () => {
    const { state, peopleDone, peopleTotal } = await trial(id)
    expect({ state, begun: peopleDone > 0 && peopleDone < peopleTotal }).toEqual({ state: 'running', begun: true })
  }, 60_000)
const done = (id: string) =>
  soon(async () => {
    const { total, departments, people: changed, ...row } = await trial(id)
    expect(row).toMatchObject({ state: 'done', peopleDone: people + 3, peopleTotal: people + 3, problem: null })
    return { total, departments, changed }
  }, 90_000)

/** Each day 60 minutes at 3/2 and 120 at 2 were payable, and are 180 at 5/3. */
const [before, after] = [(people * daysEach * 330) / 60, (people * daysEach * 300) / 60]
const expected = {
  people,
  peopleAffected: people,
  requests: people * daysEach,
  payableHours: { before: `${before}.00`, after: `${after}.00` },
}

describe('a policy that is tried', () => {
  it('is replayed by the worker, and can be stopped on the way and gone on with', async () => {
    const id = await start()
    await work()
    await underWay(id)
    await cancelTrial(place.admin, { id })
    const stopped = await trial(id)
    expect(stopped).toMatchObject({ state: 'cancelled', can: { resume: true } })
    expect(stopped.peopleDone).toBeLessThan(people)
    await resumeTrial(place.admin, { id })
    const { total, departments, changed } = await done(id)
    expect(total).toMatchObject(expected)
    expect(departments).toMatchObject([{ departmentCode: 'ASSY-1', ...expected }])
    expect(changed).toHaveLength(20)
  }, 200_000)

  it('is gone on with by another worker behind the people stored, when the first was killed', async () => {
    const id = await start()
    const doomed = await spawnWorker()
    await underWay(id)
    const gone = once(doomed, 'exit')
    doomed.kill('SIGKILL')
    await gone
    const { state, peopleDone } = await trial(id)
    expect(state).toBe('running')
    await work()
    expect((await done(id)).total).toMatchObject(expected)
    expect(peopleDone).toBeGreaterThan(0)
  }, 200_000)

  it('comes to the same in portions of any size', async () => {
    const id = await start()
    const odd = await openReplay(place.admin, id, { size: 333 })
    for (let step = 0; step < 3; step++) await odd?.next(place.admin.now)
    expect(await trial(id)).toMatchObject({ peopleDone: 999 })
    await work()
    expect((await done(id)).total).toMatchObject(expected)
  }, 200_000)
})

describe('a trial that cannot be', () => {
  const run = { id: 'run', isRepeated: false, isLast: false }
  const payload = (trialId: string) => ({ organizationId: place.plant.organization.id, trialId })
  const owner = (statement: string) =>
    place.services.database.transaction({ organizationId: place.plant.organization.id }, ({ sql }) => sql.unsafe(statement).execute())

  it('because its policy is not right, fails at once with the reason, and is not tried again', async () => {
    const id = await start()
    await owner(`update policy_trial set layer = jsonb_set(layer, '{extends,pack}', '"XX"') where id = '${id}'`)
    await replay(place.given, payload(id), run)
    expect(await trial(id)).toMatchObject({ state: 'failed', problem: 'policy.unknown_pack', can: { resume: true } })
    expect(place.lines.at(-1)).toMatchObject({ trialId: id, reason: 'policy.unknown_pack', level: 'warn' })
  })

  it('for a fault that may pass, is tried again, and fails with the last try', async () => {
    const id = await start()
    await owner(`update policy_trial set result = '{}' where id = '${id}'`)
    await expect(replay(place.given, payload(id), run)).rejects.toThrow()
    const state = () =>
      place.services.database.readOne(
        place.plant.organization.id,
        (sql) => sql<{ state: string; problem: string | null }[]>`
        select state, problem from policy_trial where id = ${id}`,
      )
    expect([...(await state())]).toEqual([{ state: 'running', problem: null }])
    await expect(replay(place.given, payload(id), { ...run, isLast: true })).rejects.toThrow()
    expect([...(await state())]).toEqual([{ state: 'failed', problem: 'internal' }])
  })
})

/** The worker as it runs in production: a process of its own, set up by its environment. */
async function spawnWorker(): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: place.test.url, SHARE: 'folder', SHARE_FOLDER: place.folder }
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  stops.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  })
  expect(await once(child, 'message')).toEqual([{ type: 'ready' }, undefined])
  return child
}

/** So many requests that a replay takes seconds: of everybody the same, three hours behind the shift of weekdays in May. */
async function manyRequests({ services, plant }: Workplace): Promise<void> {
  const { id: organizationId } = plant.organization
  await services.database.transaction({ organizationId }, async ({ sql }) => {
    await sql`
      insert into employee (organization_id, id, worker_id, name, department_id)
      select ${organizationId}, uuidv7(), 'K' || n, 'Person ' || n, ${plant.departments.assembly.id} from generate_series(1, ${people}) n`
    await sql`
      insert into overtime_request (organization_id, id, number_year, number, employee_id, department_id, project_id, work_date, start_minute, end_minute,
        starts_at, ends_at, break_minutes, minutes, kind, reason, detail)
      select ${organizationId}, uuidv7(), 2026, row_number() over (), employee.id, employee.department_id, ${plant.projects.fixture.id}, day::date, 1020, 1200,
        day + interval '17 hours', day + interval '20 hours', 0, 180, 'weekday', 'Reason ' || employee.name, 'Detail'
      from employee cross join generate_series(timestamptz '2026-04-27Z', timestamptz '2026-04-27Z' + ${`${daysEach - 1} days`}::interval, interval '1 day') day
      where employee.worker_id like 'K%'`
  })
}
