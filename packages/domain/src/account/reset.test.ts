import { randomUUID } from 'node:crypto'
import { MailSettings } from '@lembur/contracts/connections'
import type { Mailer, Told } from '@lembur/contracts/providers'
import { anOrganization } from '@lembur/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate, signIn } from '../identity/index.ts'
import { type Services, sealedFor } from '../kernel/index.ts'
import { auditOf, refusal, soon, type World, world } from '../testing/index.ts'
import { aPerson, aVisit, password } from '../testing/visitor.ts'
import { newResetLink, requestReset, resetPassword, sendResetMail } from './index.ts'

let here: World
let gate: Gate
const sent: { to: string; subject: string; text: string; through: string }[] = []
let answer: Told<null> = { ok: true, value: null }

/** The world's services with a mail server that keeps what it is given. */
const withMail = (): Services => ({
  ...here.services,
  outside: {
    ...here.services.outside,
    mailer: (settings, secret): Mailer => ({
      async send(mail) {
        sent.push({ ...mail, through: `${settings.host} ${secret}` })
        return answer
      },
      test: async () => ({ ok: true, value: '' }),
    }),
  },
})

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  gate = await openGate(here.services)
  const organization_id = here.plant.organization.id
  const settings = MailSettings.parse({ host: 'mail.plant', from: 'lembur@plant.example' })
  const secret_sealed = here.services.vault.seal('mail-password', sealedFor.connection(organization_id, 'mail'))
  await here.test.database.transaction({ organizationId: organization_id }, async ({ sql }) => {
    await sql`insert into connection ${sql({ organization_id, id: randomUUID(), kind: 'mail', is_enabled: true, settings, secret_sealed })}`
    await sql`update organization set public_url = 'https://lembur.plant.example' where id = ${organization_id}`
  })
})
beforeEach(async () => {
  sent.length = 0
  answer = { ok: true, value: null }
  await here.test.database.global`delete from pgboss.job`
})
afterAll(async () => {
  await gate.sessions.close()
  await here.end()
})

const better = 'kucing-hijau-melompat'
const origin = { requestId: 'job', ip: null, userAgent: null }
const mail = (userId: string, now = new Date()) => sendResetMail(withMail(), userId, now, origin)
const tokenOf = (text: string) => /\/login\/reset\?token=(lbc_\w+)/.exec(text)?.[1] ?? ''

async function somebody(changes: Record<string, unknown> = {}) {
  const person = await aPerson(here, 'staff')
  const values = { email: `${person.username}@plant.example`, ...changes }
  await here.test.database.global`update "user" set ${here.test.database.global(values)} where id = ${person.id}`
  const enter = (word: string) => signIn(gate, aVisit(), { username: person.username, password: word, remember: false })
  return { ...person, email: `${person.username}@plant.example`, enter }
}
const jobs = async () => {
  const rows = await here.test.database.global<{ data: { userIds: string[] } }[]>`
    select data from pgboss.job where name = 'account.mail-reset' and state = 'created' order by created_on`
  return rows.map(({ data }) => data.userIds)
}

describe('asking for a new password', () => {
  it('finds by username or address of mail in any case; of somebody and of nobody a job is made, and the answer is the same', async () => {
    const { id, username, email } = await somebody()
    for (const login of [username.toUpperCase(), email.toUpperCase(), 'nobody-at-all'])
      expect(await requestReset(gate, aVisit(), { login })).toBeUndefined()
    expect(await jobs()).toEqual([[id], [id], []])
  })

  it('writes to one person at most three times an hour, whoever asks, without telling', async () => {
    const { id, username } = await somebody()
    for (let time = 0; time < 5; time++) await requestReset(gate, aVisit(), { login: username })
    expect(await jobs()).toEqual([[id], [id], [id], [], []])
  })

  it('makes an address wait that asks more than ten times', async () => {
    const visit = aVisit()
    for (let time = 0; time < 10; time++) await requestReset(gate, visit, { login: `name-${time}` })
    expect(await refusal(requestReset(gate, visit, { login: 'another' }))).toMatchObject({ code: 'auth.too_many_attempts' })
  })
})

describe('the mail', () => {
  it('brings a link good for an hour, through the mail connection, in the language of its reader; its secret is stored nowhere', async () => {
    const { id, email } = await somebody({ language: 'id', display_name: 'Rizky\r\nBcc: all' })
    expect(await mail(id)).toEqual({ ok: true, value: null })
    expect(sent).toMatchObject([{ to: email, subject: 'Lembur: buat kata sandi baru', through: 'mail.plant mail-password' }])
    expect(sent[0]?.text).toContain('Halo Rizky Bcc: all,')
    expect(sent[0]?.text).toContain('https://lembur.plant.example/login/reset?token=lbc_')
    const secret = tokenOf(sent[0]?.text ?? '').slice(4)
    const [row] = await here.test.database.global<{ found: number }[]>`
      select (select count(*) from challenge where challenge::text like ${`%${secret}%`})::int as found`
    expect(row?.found).toBe(0)
    const audited = await here.actor('superadmin').then((ctx) => auditOf(ctx, 'account.mail_reset'))
    expect(audited.find(({ subjectId }) => subjectId === id)).toMatchObject({ after: { linkGoodForMinutes: 60 } })
    expect(JSON.stringify(audited)).not.toContain(secret)
  })

  it('is written in each language', async () => {
    for (const language of ['en', 'zh']) await mail((await somebody({ language })).id)
    expect(sent.map(({ subject }) => subject)).toEqual(['Lembur: choose a new password', 'Lembur：设置新密码'])
  })

  it('is not sent to who is deactivated, has no address, has his password elsewhere, or is a developer', async () => {
    const developer = await somebody()
    await here.test.database.transaction(
      { organizationId: here.plant.organization.id },
      ({ sql }) => sql`update membership set role = 'developer' where user_id = ${developer.id}`,
    )
    const vouched = await somebody({ password_hash: null })
    await here.test.database.global`
      insert into user_identity (id, user_id, provider, subject, facts, synced_at) values (${randomUUID()}, ${vouched.id}, 'ldap', ${vouched.id}, '{}', now())`
    const people = [developer, vouched, await somebody({ is_active: false }), await somebody({ email: null }), { id: randomUUID() }]
    for (const { id } of people) expect(await mail(id)).toEqual({ ok: true, skipped: 'not_his' })
    expect(sent).toEqual([])
  })

  it('says why it was not taken, so that it is tried again', async () => {
    answer = { ok: false, why: 'unreachable', sentence: 'mail.plant does not answer' }
    expect(await mail((await somebody()).id)).toEqual(answer)
  })
})

describe('the link', () => {
  it('takes a new password once, ends every sign-in, and leaves no other link', async () => {
    const { id, enter } = await somebody()
    const signed = await enter(password)
    await mail(id)
    await mail(id)
    const [first = '', second = ''] = sent.map(({ text }) => tokenOf(text))
    await resetPassword(gate, aVisit(), { token: first, password: better })
    await soon(async () => expect(await gate.sessions.identify(signed.secret, new Date())).toBeNull())
    expect((await enter(better)).ctx.actor.userId).toBe(id)
    for (const token of [first, second])
      expect(await refusal(resetPassword(gate, aVisit(), { token, password: 'anjing-biru-tertawa' }))).toMatchObject({
        code: 'reset.invalid',
      })
    const audited = (await auditOf(signed.ctx, 'account.reset_password')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject([{ actorId: id, after: { password: 'set', endedSignIns: 1 } }])
  })

  it('is still good after a password that was refused', async () => {
    const { id, enter } = await somebody()
    await mail(id)
    const token = tokenOf(sent[0]?.text ?? '')
    const { details } = await refusal(resetPassword(gate, aVisit(), { token, password: 'password1' }))
    expect(details.fields).toMatchObject([{ path: 'password', code: 'password.too_easy' }])
    await resetPassword(gate, aVisit(), { token, password: better })
    expect((await enter(better)).ctx.actor.userId).toBe(id)
  })

  it('is taken by one of two who come at once', async () => {
    const { id } = await somebody()
    await mail(id)
    const token = tokenOf(sent[0]?.text ?? '')
    const settled = await Promise.allSettled([1, 2].map((n) => resetPassword(gate, aVisit(), { token, password: `${better}-${n}` })))
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('is over after an hour, and of no use to who was deactivated meanwhile', async () => {
    const [late, gone] = [await somebody(), await somebody()]
    await mail(late.id)
    await mail(gone.id)
    await here.test.database.global`update "user" set is_active = false where id = ${gone.id}`
    const [forLate = '', forGone = ''] = sent.map(({ text }) => tokenOf(text))
    const inAnHour = aVisit(new Date(Date.now() + 61 * 60_000))
    expect(await refusal(resetPassword(gate, inAnHour, { token: forLate, password: better }))).toMatchObject({ code: 'reset.invalid' })
    expect(await refusal(resetPassword(gate, aVisit(), { token: forGone, password: better }))).toMatchObject({ code: 'reset.invalid' })
  })
})

describe('a link that an administrator hands over', () => {
  it('is good for a day, and audited in his name without its secret', async () => {
    const { id, enter } = await somebody({ email: null })
    const admin = await here.actor('superadmin')
    const token = await newResetLink({ ...admin, now: new Date() }, id)
    const audited = (await auditOf(admin, 'user.reset_link')).filter(({ subjectId }) => subjectId === id)
    expect(audited).toMatchObject([{ actorId: admin.actor.userId, after: { linkGoodForMinutes: 1440 } }])
    expect(JSON.stringify(audited)).not.toContain(token.slice(4))
    await resetPassword(gate, aVisit(new Date(Date.now() + 23 * 3_600_000)), { token, password: better })
    expect((await enter(better)).ctx.actor.userId).toBe(id)
  })

  it('is none to become a developer by, nor for who has his password elsewhere or is of another organisation', async () => {
    const admin = await here.actor('superadmin')
    const developer = await aPerson(here, 'developer')
    expect(await refusal(newResetLink(admin, developer.id))).toMatchObject({ code: 'access.developer' })
    const vouched = await somebody({ password_hash: null })
    await here.test.database.global`
      insert into user_identity (id, user_id, provider, subject, facts, synced_at) values (${randomUUID()}, ${vouched.id}, 'oidc', ${vouched.id}, '{}', now())`
    expect(await refusal(newResetLink(admin, vouched.id))).toMatchObject({ code: 'password.elsewhere' })
    const elsewhere = await anOrganization(here.test.database)
    const stranger = { ...admin, actor: { ...admin.actor, organizationId: elsewhere.id } }
    expect(await refusal(newResetLink(stranger, (await somebody()).id))).toMatchObject({ code: 'not_found' })
  })
})
