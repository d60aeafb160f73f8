import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { LdapSettings } from '@lembur/contracts/connections'
import { Client } from 'ldapts'
import { aCertificate } from './certificate.ts'

export type DirectoryPerson = { uid: string; password: string; name?: string; mail?: string; workerId?: string; groups?: string[] }

export type TestDirectory = {
  /** Unencrypted, until STARTTLS. */
  plainUrl: string
  secureUrl: string
  /** Vouches for its certificate. */
  ca: string
  bindPassword: string
  /** Settings that fit it; STARTTLS unless `values` says otherwise. */
  settings(values?: Partial<LdapSettings>): LdapSettings
  add(...people: DirectoryPerson[]): Promise<void>
  close(): Promise<void>
}

const base = 'dc=plant,dc=test'
const people = `ou=people,${base}`
const groups = `ou=groups,${base}`
const admin = `cn=admin,${base}`
const password = 'Rahasia-123'

/** Where a program is; servers are often outside an ordinary user's PATH. */
function programPath(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** Whether this machine has what `startDirectory` needs: Debian's packages slapd and openssl. */
export const directoryAvailable = (): boolean => ['slapd', 'openssl'].every((name) => programPath(name) !== null)

const configuration = (folder: string) => `
${['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile ${folder}/slapd.pid
argsfile ${folder}/slapd.args
allow bind_anon_dn
TLSCertificateFile ${folder}/server.pem
TLSCertificateKeyFile ${folder}/server.key
database mdb
suffix "${base}"
rootdn "${admin}"
rootpw ${password}
directory ${folder}/data
maxsize 16777216
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
`

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  const ports: number[] = []
  for (const server of servers) {
    if (!server.listening) await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('No port was given.')
    ports.push(address.port)
  }
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/**
 * Starts a real OpenLDAP on free ports of 127.0.0.1 with a folder of its own, for tests.
 * @param names what its certificate is for, where that is not this machine
 */
export async function startDirectory(names?: string): Promise<TestDirectory> {
  const program = programPath('slapd')
  if (!program) throw new Error('There is no slapd: install slapd and openssl.')
  const certificate = await aCertificate(names)
  const folder = await mkdtemp(join(tmpdir(), 'lembur-slapd-'))
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'slapd.conf'), configuration(folder), { mode: 0o600 })
  await writeFile(join(folder, 'server.pem'), certificate.certificate)
  await writeFile(join(folder, 'server.key'), certificate.key, { mode: 0o600 })
  // AppArmor on some systems lets the installed one reach the system's folders only; this one has a folder of its own.
  await copyFile(program, join(folder, 'slapd'))
  const [plain, secure] = await freePorts(2)
  const [plainUrl, secureUrl] = [`ldap://127.0.0.1:${plain}`, `ldaps://127.0.0.1:${secure}`]
  const args = ['-d', '0', '-f', join(folder, 'slapd.conf'), '-h', `${plainUrl}/ ${secureUrl}/`]
  const server = spawn(join(folder, 'slapd'), args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const ended = once(server, 'exit')
  const endAtExit = () => server.kill('SIGKILL')
  process.once('exit', endAtExit)

  const close = async () => {
    server.kill('SIGTERM')
    const late = setTimeout(() => server.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(late)
    process.off('exit', endAtExit)
    await rm(folder, { recursive: true, force: true })
  }
  const asAdmin = async (run: (client: Client) => Promise<void>) => {
    const client = new Client({ url: plainUrl, timeout: 5000, connectTimeout: 5000 })
    try {
      await client.bind(admin, password)
      await run(client)
    } finally {
      await client.unbind().catch(() => undefined)
    }
  }
  const found = async (client: Client) => {
    await client.add(base, { objectClass: ['dcObject', 'organization'], dc: 'plant', o: 'Plant' })
    for (const ou of ['people', 'groups']) await client.add(`ou=${ou},${base}`, { objectClass: 'organizationalUnit', ou })
  }

  // Asked until it answers: what it says of itself at its start comes before its sockets listen.
  const deadline = Date.now() + 15_000
  while (!(await answers(plainUrl))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await close()
      throw new Error(`slapd did not start: ${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  try {
    await asAdmin(found)
  } catch (error) {
    await close()
    throw error
  }
  return {
    plainUrl,
    secureUrl,
    ca: certificate.ca,
    bindPassword: password,
    settings: (values = {}) =>
      LdapSettings.parse({ url: plainUrl, caCertificate: certificate.ca, bindDn: admin, baseDn: people, groupBaseDn: groups, ...values }),
    add: (...all) =>
      asAdmin(async (client) => {
        for (const person of all) await addPerson(client, person)
      }),
    close,
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ url, timeout: 1000, connectTimeout: 1000 })
  try {
    await client.bind(admin, password)
    return true
  } catch {
    return false
  } finally {
    await client.unbind().catch(() => undefined)
  }
}

async function addPerson(client: Client, person: DirectoryPerson): Promise<void> {
  const { uid, name = uid, mail, workerId } = person
  const dn = `uid=${uid.replace(/[\\,+"<>;=#]/g, '\\$&')},${people}`
  await client.add(dn, {
    objectClass: 'inetOrgPerson',
    uid,
    cn: name,
    sn: name,
    userPassword: person.password,
    ...(mail ? { mail } : {}),
    ...(workerId ? { employeeNumber: workerId } : {}),
  })
  // A group is there once somebody is in it.
  for (const group of person.groups ?? []) await client.add(`cn=${group},${groups}`, { objectClass: 'groupOfNames', cn: group, member: dn })
}
