import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { MailSettings } from '@lembur/contracts/connections'
import { SMTPServer } from 'smtp-server'
import { aCertificate } from './certificate.ts'

type Received = { from: string; to: string[] /** As it came, headers and all. */; source: string; encrypted: boolean }

export type TestMailServer = {
  port: number
  /** Vouches for its certificate; empty where it has none. */
  ca: string
  username: string
  password: string
  received: Received[]
  close(): Promise<void>
}

/** A real mail server that keeps what it gets; as `security` says it offers no encryption, STARTTLS, or nothing else than TLS. */
export async function startMailServer(security: MailSettings['security'] = 'none'): Promise<TestMailServer> {
  const certificate = security === 'none' ? null : await aCertificate()
  const [username, password] = ['lembur', 'Rahasia-123']
  const received: Received[] = []
  const server = new SMTPServer({
    secure: security === 'tls',
    ...(certificate ? { cert: certificate.certificate, key: certificate.key } : {}),
    disabledCommands: security === 'starttls' ? [] : ['STARTTLS'],
    authOptional: true,
    // Without encryption it takes a password all the same: whether one is sent is for the other side to decide.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) =>
      auth.username === username && auth.password === password ? done(null, { user: username }) : done(new Error('Invalid password')),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        received.push({
          from,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString(),
          encrypted: session.secure,
        })
        done()
      })
    },
  })
  // A client that does not believe its certificate hangs up on it.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    ca: certificate?.ca ?? '',
    username,
    password,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
