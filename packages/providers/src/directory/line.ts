import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { type ConnectionOptions, checkServerIdentity } from 'node:tls'
import type { LdapSettings } from '@lembur/contracts/connections'
import { Client } from 'ldapts'
import { unreachable } from '../told.ts'

/** Milliseconds for a connection, and for one question. */
const patience = 5000
/** Milliseconds for all that is said to a directory in one go. */
const longest = 12_000

/**
 * Runs a talk with the directory over one line, which is encrypted before anything is said where the settings say so. The
 * library would quietly open another, unencrypted, where a line breaks: it gets one.
 */
export async function overLine<Value>(settings: LdapSettings, talk: (client: Client) => Promise<Value>): Promise<Value> {
  const { url, startTls, caCertificate } = settings
  let line: Socket | null = null
  const createConnection = (...args: unknown[]): Socket => {
    if (line) throw unreachable('The directory ended the connection.')
    line = connect(...(args as [NetConnectOpts]))
    return line
  }
  const tlsOptions = tlsOf(url, caCertificate)
  const isPlain = url.startsWith('ldap://')
  const client = new Client({
    url,
    timeout: patience,
    connectTimeout: patience,
    strictDN: false,
    createConnection: createConnection as typeof connect,
    // Given at all, they mean a line that is encrypted from its first byte.
    ...(isPlain ? {} : { tlsOptions }),
  })
  try {
    return await inTime(async () => {
      if (isPlain && startTls) await client.startTLS(tlsOptions)
      return talk(client)
    })
  } finally {
    await client.unbind().catch(() => undefined)
    if (line) (line as Socket).destroy()
  }
}

/** The certificate is checked against the host of the address, which an upgraded line does not know by itself. */
function tlsOf(url: string, caCertificate: string): ConnectionOptions {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return {
    ca: caCertificate.trim() || undefined,
    minVersion: 'TLSv1.2',
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
  }
}

/** A handshake that hangs has no time of its own. */
async function inTime<Value>(run: () => Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unreachable('The directory did not answer in time.')), longest)
  })
  try {
    return await Promise.race([run(), late])
  } finally {
    clearTimeout(timer)
  }
}
