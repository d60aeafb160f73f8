import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A certificate with its key, and the one that vouches for it, in PEM. */
export type Certificate = { ca: string; certificate: string; key: string }

const run = promisify(execFile)
const making = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']

/**
 * Makes an authority and a certificate of it by `openssl`; nothing is left of them on the disk.
 * @param names what it is for: "DNS:localhost,IP:127.0.0.1"
 */
export async function aCertificate(names = 'DNS:localhost,IP:127.0.0.1'): Promise<Certificate> {
  const cwd = await mkdtemp(join(tmpdir(), 'lembur-certificate-'))
  try {
    await run('openssl', [...making, '-subj', '/CN=Authority of a test', '-keyout', 'ca.key', '-out', 'ca.pem'], { cwd })
    const extensions = ['-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE']
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key']
    await run('openssl', [...making, ...by, ...extensions, '-subj', '/CN=server', '-keyout', 'server.key', '-out', 'server.pem'], { cwd })
    const [ca, certificate, key] = await Promise.all(
      ['ca.pem', 'server.pem', 'server.key'].map((name) => readFile(join(cwd, name), 'utf8')),
    )
    return { ca: ca!, certificate: certificate!, key: key! }
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}
