import { randomUUID } from 'node:crypto'
import { MailSettings } from '@lembur/contracts/connections'
import type { Told } from '@lembur/contracts/providers'
import { createUser } from '@lembur/domain/identity'
import { sealedFor } from '@lembur/domain/kernel'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Given, Run } from './handler.ts'
import { mailResetTo } from './handlers/account/mail-reset.ts'
import { type Workplace, workplace } from './testing/workplace.ts'

const run: Run = { id: 'run', isRepeated: false, isLast: false }
let place: Workplace
let userId = ''
const sent: string[] = []
let answer: Told<null> = { ok: true, value: null }
const given = (): Given => ({
  ...place.given,
  services: {
    ...place.given.services,
    outside: {
      ...place.given.services.outside,
      mailer: () => ({
        async send({ to }) {
          sent.push(to)
          return answer
        },
        test: async () => ({ ok: true, value: '' }),
      }),
    },
  },
})
beforeAll(async () => {
  place = await workplace(inject('databaseUrl'))
  const organizationId = place.plant.organization.id
  const made = {
    organizationId,
    username: 'putri',
    password: 'kucing-hijau-melompat',
    role: 'staff',
    email: 'putri@plant.example',
  } as const
  userId = (await createUser(place.services, made)).id
})
afterAll(() => place.end())

describe('the mail with a link for a new password', () => {
  it('is not sent where there is no mail connection, which the log says without naming the link', async () => {
    await mailResetTo(given(), { userIds: [userId] }, run)
    expect(sent).toEqual([])
    expect(place.lines).toMatchObject([{ userId, msg: expect.stringContaining('no mail connection') }])
  })

  it('is sent to each who is named; a server that does not take it has the job tried again', async () => {
    const organization_id = place.plant.organization.id
    const settings = MailSettings.parse({ host: 'mail.plant', from: 'lembur@plant.example' })
    const secret_sealed = place.services.vault.seal('', sealedFor.connection(organization_id, 'mail'))
    await place.services.database.transaction({ organizationId: organization_id }, async ({ sql }) => {
      await sql`insert into connection ${sql({ organization_id, id: randomUUID(), kind: 'mail', is_enabled: true, settings, secret_sealed })}`
      await sql`update organization set public_url = 'https://lembur.plant.example' where id = ${organization_id}`
    })
    await mailResetTo(given(), { userIds: [userId] }, run)
    await mailResetTo(given(), { userIds: [] }, run)
    expect(sent).toEqual(['putri@plant.example'])
    answer = { ok: false, why: 'unreachable', sentence: 'mail.plant does not answer' }
    await expect(mailResetTo(given(), { userIds: [userId] }, run)).rejects.toThrow('mail.plant does not answer')
    expect(JSON.stringify(place.lines)).not.toContain('lbc_')
  })
})
