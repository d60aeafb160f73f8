import type { MailSettings } from '@lembur/contracts/connections'
import { afterEach, describe, expect, it } from 'vitest'
import { openMailer } from './mailer.ts'
import { startMailServer, type TestMailServer } from './testing/index.ts'

let server: TestMailServer
afterEach(() => server.close())

const settings = (values: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  username: '',
  from: 'lembur@example.com',
  senderName: 'Lembur, plant',
  ...values,
})
const mail = { to: 'sari@example.com', subject: 'Überstunden — 加班', text: 'Halo' }

describe('mail', () => {
  it.each(['none', 'starttls', 'tls'] as const)(
    'is sent by a server with security "%s", with the password it asks for',
    async (security) => {
      server = await startMailServer(security)
      const mailer = openMailer(settings({ security, username: server.username }), server.password, server.ca)
      expect(await mailer.test()).toMatchObject({ ok: true })
      expect(await mailer.send(mail)).toEqual({ ok: true, value: null })
      expect(server.received).toMatchObject([{ from: 'lembur@example.com', to: ['sari@example.com'], encrypted: security !== 'none' }])
      expect(server.received[0]!.source).toContain('"Lembur, plant" <lembur@example.com>')
    },
  )

  it('gives neither password nor mail to a server that offers no encryption where the settings ask for it', async () => {
    server = await startMailServer('none')
    const mailer = openMailer(settings({ security: 'starttls', username: server.username }), server.password)
    expect(await mailer.send(mail)).toMatchObject({ ok: false, why: 'misconfigured', sentence: expect.stringContaining('encryption') })
    expect(server.received).toEqual([])
  })

  it.each(['starttls', 'tls'] as const)('says nothing to a server whose certificate nobody vouches for (%s)', async (security) => {
    server = await startMailServer(security)
    const mailer = openMailer(settings({ security }), '')
    expect(await mailer.test()).toMatchObject({ ok: false, why: 'misconfigured', sentence: expect.stringContaining('certificate') })
  })

  it('says in a sentence that the password is wrong, without the password', async () => {
    server = await startMailServer('none')
    const told = await openMailer(settings({ username: server.username }), 'not this one').test()
    expect(told).toMatchObject({ ok: false, why: 'misconfigured', sentence: expect.stringContaining('password') })
    expect(JSON.stringify(told)).not.toContain('not this one')
  })

  it('says that nobody listens', async () => {
    server = await startMailServer('none')
    expect(await openMailer(settings({ port: 9 }), '').send(mail)).toMatchObject({ ok: false, why: 'unreachable' })
  })

  it('puts no further line into a header, whatever stands in the subject or the name', async () => {
    server = await startMailServer('none')
    const mailer = openMailer(settings({ senderName: 'Lembur\r\nBcc: other@example.com' }), '')
    await mailer.send({ ...mail, subject: 'Reset\r\nBcc: other@example.com' })
    expect(server.received[0]!.to).toEqual(['sari@example.com'])
    expect(server.received[0]!.source).not.toMatch(/^Bcc:/m)
  })
})
