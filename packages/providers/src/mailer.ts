import type { MailSettings } from '@lembur/contracts/connections'
import type { Mailer } from '@lembur/contracts/providers'
import { createTransport } from 'nodemailer'
import { isCertificateFault, misconfigured, refused, told, type Untold, unreachable, wordsOf } from './told.ts'

/** Milliseconds for a connection, for its greeting, and without a word. */
const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 15_000 }

/**
 * Sends mail by a server. `starttls` insists on encryption: a server that offers none gets neither password nor mail.
 * @param trusted certificates in PEM that vouch for the server besides the machine's; for tests
 */
export function openMailer(settings: MailSettings, password: string, trusted?: string): Mailer {
  const { host, port, security, username, from, senderName } = settings
  const open = () =>
    createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { minVersion: 'TLSv1.2', ...(trusted ? { ca: trusted } : {}) },
      ...(username ? { auth: { user: username, pass: password } } : {}),
      ...patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  return {
    send: (mail) =>
      told(async () => {
        const transport = open()
        try {
          await transport.sendMail({ ...mail, from: { name: senderName, address: from } })
          return null
        } finally {
          transport.close()
        }
      }, faultOf),
    test: () =>
      told(async () => {
        const transport = open()
        try {
          await transport.verify()
          return `The mail server ${host} answers${username ? ' and takes the password' : ''}.`
        } finally {
          transport.close()
        }
      }, faultOf),
  }
}

function faultOf(error: unknown): Untold {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (isCertificateFault(error)) return misconfigured(`The mail server's certificate is not to be trusted: ${wordsOf(error)}.`, error)
  if (code === 'EAUTH') return misconfigured('The mail server refuses name and password.', error)
  if (code === 'ETLS') return misconfigured('The mail server offers no encryption.', error)
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return refused('The mail server does not take this mail.', error)
  return unreachable(`The mail server cannot be reached: ${wordsOf(error)}.`, error)
}
