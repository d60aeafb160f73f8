import { spawn } from 'node:child_process'
import { chmod, type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ShareError, shareSentences } from './port.ts'

export interface SmbServer {
  host: string
  /** 445 unless the server listens elsewhere. */
  port?: number
  share: string
  username: string
  password: string
  domain?: string
  /** What this side demands; left out, whatever the server asks for is done. */
  protection?: 'sign' | 'encrypt'
}

/** SMB 2 and 3 alone, and nothing read from or written to the machine's own Samba folders. */
const configuration = (folder: string) => `[global]
  client min protocol = SMB2_02
  client max protocol = SMB3_11
  client use kerberos = off
  name resolve order = host
  private dir = ${folder}
  state directory = ${folder}
  cache directory = ${folder}
  lock directory = ${folder}
`

const credentials = (server: SmbServer) =>
  [`username = ${server.username}`, `password = ${server.password}`, ...(server.domain ? [`domain = ${server.domain}`] : []), ''].join('\n')

/** @throws ShareError `bad-name` for a setting that would break out of the command line or the credentials file */
function checkServer(server: SmbServer): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones refused
  const control = /[\u0000-\u001F\u007F]/
  const refuse = (what: string) => new ShareError('bad-name', `The ${what} of the file share cannot be used as it is set.`)
  if (!/^[A-Za-z0-9._:[\]-]+$/.test(server.host)) throw refuse('server')
  if (server.share === '' || control.test(server.share) || /[\\/"]/.test(server.share)) throw refuse('share name')
  if (control.test(server.username)) throw refuse('user name')
  if (control.test(server.password)) throw refuse('password')
  if (server.domain && control.test(server.domain)) throw refuse('domain')
}

/** A file of credentials that has no name any more: only a process that is handed it can read it, and a crash leaves none. */
async function namelessCredentials(server: SmbServer, folder: string): Promise<FileHandle> {
  const path = join(folder, 'credentials')
  const file = await open(path, 'wx+', 0o600)
  await rm(path)
  await file.write(credentials(server), 0)
  return file
}

/** What the client finds as its fourth open file. */
const credentialsPath = '/dev/fd/3'

function run(
  args: string[],
  fd: number,
  folder: string,
  where: string,
  milliseconds: number,
): Promise<{ output: string; exitCode: number }> {
  return new Promise((resolve, reject) => {
    // A bare environment: the client would read a password from it, and dates and letters should not depend on the machine.
    const env = { PATH: process.env.PATH, HOME: folder, TZ: 'UTC', LC_ALL: 'C.UTF-8' }
    const child = spawn('smbclient', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', fd] })
    let output = ''
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, milliseconds)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.once('error', (cause) => {
      clearTimeout(timer)
      reject(new ShareError('other', 'The program smbclient, which talks to the file share, cannot be started here.', { cause }))
    })
    child.once('close', (exitCode) => {
      clearTimeout(timer)
      const cause = new Error(`No answer within ${milliseconds} ms.`)
      if (late) reject(new ShareError('unreachable', shareSentences.unreachable(where), { cause }))
      else resolve({ output, exitCode: exitCode ?? 1 })
    })
  })
}

/**
 * Runs one command line of Samba's client in a private folder that is gone afterwards, and kills it when it takes too long.
 * `upload` stands there as the local file "upload"; what a command stores as "download" is read by `take` before the
 * folder goes.
 * @throws ShareError `unreachable` after the time, `bad-name` for settings that cannot be used, `other` without the program
 */
export async function runSmbclient<T>(
  server: SmbServer,
  task: { commands: string; upload?: Uint8Array; milliseconds: number },
  take: (result: { output: string; exitCode: number }, folder: string) => Promise<T> | T,
): Promise<T> {
  checkServer(server)
  const folder = await mkdtemp(join(tmpdir(), 'lembur-smb-'))
  let secret: FileHandle | undefined
  try {
    await chmod(folder, 0o700)
    await writeFile(join(folder, 'smb.conf'), configuration(folder), { mode: 0o600 })
    if (task.upload) await writeFile(join(folder, 'upload'), task.upload, { mode: 0o600 })
    secret = await namelessCredentials(server, folder)
    const where = `//${server.host}/${server.share}`
    const args = [where, '-s', 'smb.conf', '-A', credentialsPath, '-p', String(server.port ?? 445)]
    if (server.protection) args.push(`--client-protection=${server.protection}`)
    return await take(await run([...args, '-c', task.commands], secret.fd, folder, where, task.milliseconds), folder)
  } finally {
    await secret?.close()
    await rm(folder, { recursive: true, force: true })
  }
}
