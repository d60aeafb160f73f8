import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SambaServer } from './samba.ts'

/**
 * Keeps a file of the share open, as a spreadsheet program does: others may read it, but not replace or remove it. A
 * second client opens it and then waits for somebody to take another file from a pipe.
 * @returns lets the file go
 */
export async function holdOpen(server: SambaServer, path: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lembur-hold-'))
  const pipe = join(folder, 'pipe')
  await promisify(execFile)('mkfifo', [pipe])
  await writeFile(join(folder, 'credentials'), `username = ${server.username}\npassword = ${server.password}\n`, { mode: 0o600 })
  // More than a pipe takes in, so that the client stands still until it is read.
  await writeFile(join(server.folder, 'ballast.bin'), Buffer.alloc(1024 * 1024))
  const commands = `open "${path.replaceAll('/', '\\')}"; get "ballast.bin" "pipe"`
  const args = [`//${server.host}/${server.share}`, '-p', String(server.port), '-s', '/dev/null', '-A', 'credentials', '-c', commands]
  const client = spawn('smbclient', args, { cwd: folder, stdio: 'ignore' })
  const ended = once(client, 'exit')
  // Opens only once the client has opened its end, and by then it holds the file.
  const reader = await open(pipe, 'r')
  return async () => {
    await reader.readFile()
    await reader.close()
    await ended
    await rm(folder, { recursive: true, force: true })
    await rm(join(server.folder, 'ballast.bin'), { force: true })
  }
}
