import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

export interface SambaServer {
  host: string
  port: number
  share: string
  username: string
  password: string
  /** The local folder that the share shows. */
  folder: string
  /** Ends the server and removes everything it wrote. */
  stop(): Promise<void>
}

/** Where a program is; servers are often outside an ordinary user's PATH. */
function programPath(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** Whether this machine has what `startSamba` needs: Debian's packages samba, samba-common-bin and smbclient. */
export const sambaAvailable = (): boolean => ['smbd', 'pdbedit', 'smbclient'].every((name) => programPath(name) !== null)

const configuration = (folder: string, port: number, more: readonly string[]) => `[global]
  server role = standalone server
  workgroup = WORKGROUP
  interfaces = 127.0.0.1/8
  bind interfaces only = yes
  smb ports = ${port}
  disable netbios = yes
  private dir = ${folder}/private
  state directory = ${folder}/state
  cache directory = ${folder}/cache
  lock directory = ${folder}/lock
  pid directory = ${folder}/run
  ncalrpc dir = ${folder}/ncalrpc
  passdb backend = tdbsam:${folder}/private/passdb.tdb
  log file = ${folder}/log/smbd.log
  load printers = no
  printcap name = /dev/null
  disable spoolss = yes
  rpc start on demand helpers = no
${more.map((line) => `  ${line}\n`).join('')}[reports]
  path = ${folder}/share
  read only = no
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const done = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => done(true)).once('error', () => done(false))
  })

/** Adds the server's one user: the one who runs it, because an unprivileged server can act for nobody else. */
async function addUser(folder: string, username: string, password: string): Promise<void> {
  const adding = promisify(execFile)(programPath('pdbedit')!, ['-s', `${folder}/smb.conf`, '-a', '-u', username, '-t'])
  adding.child.stdin?.end(`${password}\n${password}\n`)
  await adding
}

/**
 * Starts a real Samba server with an empty share on a free port of 127.0.0.1, for tests.
 * @param more lines for its global section, such as `server smb encrypt = required`
 */
export async function startSamba(more: readonly string[] = []): Promise<SambaServer> {
  const root = await mkdtemp(join(tmpdir(), 'lembur-samba-'))
  for (const name of ['private', 'state', 'cache', 'lock', 'run', 'ncalrpc', 'log', 'share']) await mkdir(join(root, name))
  const port = await freePort()
  const { username } = userInfo()
  const password = 'Rahasia-123'
  await writeFile(join(root, 'smb.conf'), configuration(root, port, more))
  await addUser(root, username, password)

  // A process group of its own, so that the processes it starts for its clients end with it.
  const args = ['-F', '--no-process-group', '-s', join(root, 'smb.conf')]
  const server = spawn(programPath('smbd')!, args, { detached: true, stdio: 'ignore' })
  const ended = once(server, 'exit')
  const end = (signal: NodeJS.Signals) => {
    try {
      process.kill(-server.pid!, signal)
    } catch {
      // It has ended already.
    }
  }
  const endAtExit = () => end('SIGKILL')
  process.once('exit', endAtExit)

  const stop = async () => {
    end('SIGTERM')
    const late = setTimeout(() => end('SIGKILL'), 5000)
    await ended
    clearTimeout(late)
    end('SIGKILL')
    process.off('exit', endAtExit)
    await rm(root, { recursive: true, force: true })
  }

  const deadline = Date.now() + 15_000
  while (!(await canConnect(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`Samba did not start on port ${port}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { host: '127.0.0.1', port, share: 'reports', username, password, folder: join(root, 'share'), stop }
}
