import { type Gate, openGate, signIn } from '@lembur/domain/identity'
import { syncPerson as personJob, syncPeople as sweepJob } from '@lembur/jobs/identity'
import { providersFromSettings } from '@lembur/providers'
import { type CompanyTestService, startCompanyService } from '@lembur/providers/testing'
import type { JobWithMetadata } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { registered } from './register.ts'
import { type Workplace, workplace } from './testing/workplace.ts'

describe('asking the company’s service again', () => {
  let place: Workplace
  let company: CompanyTestService
  let gate: Gate
  const budi = { id: 7, username: 'budi', password: 'rahasia-luar', workerId: null, isStaff: true }

  beforeAll(async () => {
    place = await workplace(inject('databaseUrl'))
    company = await startCompanyService()
    company.people.push(budi)
    place.services.outside = {
      ...place.services.outside,
      ...providersFromSettings({ EXTERNAL_API_URL: company.url, EXTERNAL_API_TIMEOUT: '0.5' }),
    }
    gate = await openGate(place.services)
    await signIn(gate, { origin: { requestId: 'test', ip: null, userAgent: null }, now: new Date() }, { ...budi, remember: false })
  })
  afterAll(async () => {
    await gate.sessions.close()
    await company.close()
    await place.end()
  })

  /** Runs the sweep an hour and a minute from now, and the jobs it hands out. */
  async function anHourLater() {
    const given = { ...place.given, now: () => new Date(Date.now() + 61 * 60_000) }
    const perform = (name: string, data: object) =>
      registered.find(({ job }) => job.name === name)!.perform(given, { id: 'job', data, retryCount: 0, retryLimit: 1 } as JobWithMetadata)
    await perform(sweepJob.name, {})
    const { global: sql } = place.services.database
    const waiting = await sql<{ data: object }[]>`delete from pgboss.job where name = ${personJob.name} returning data`
    return Promise.all(waiting.map(({ data }) => perform(personJob.name, data)))
  }
  const state = async () => {
    const [row] = await place.services.database.transaction(
      { organizationId: place.plant.organization.id },
      ({ sql }) => sql<{ role: string; signIns: number }[]>`
        select member.role, (select count(*)::int from sign_in where user_id = person.id) as "signIns"
        from "user" person join membership member on member.user_id = person.id where username = 'budi'`,
    )
    return row
  }

  it('is no failure of the job while it does not answer: it is logged, nobody is signed out, and the next run asks again', async () => {
    company.trouble = { kind: 'slow', at: '/' }
    expect(await anHourLater()).toEqual([{ id: 'job', status: 'completed' }])
    company.trouble = { kind: null, at: '/' }
    expect(await state()).toEqual({ role: 'staff', signIns: 1 })
    expect(place.lines).toContainEqual(expect.objectContaining({ level: 'info', reason: expect.stringContaining('in time') }))
    expect(JSON.stringify(place.lines)).not.toContain('eyJ')
  })

  it('follows what it says, once an hour', async () => {
    budi.isStaff = false
    expect(await anHourLater()).toHaveLength(1)
    expect(await state()).toEqual({ role: 'user', signIns: 1 })
    expect(await anHourLater()).toEqual([])
  })
})
