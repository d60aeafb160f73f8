import { spawn } from 'node:child_process'

/**
 * A shell that waits until this program is gone, however it ended, and then stops the database. It reads from a pipe whose
 * other end only we hold. It acts only if that very server still runs the cluster.
 * @returns lets the guard go
 */
export function guard(pid: number, cluster: string): () => void {
  const script = 'read -r nothing; read -r now < "$2/postmaster.pid" && [ "$now" = "$1" ] && kill -INT "$1"'
  const child = spawn('/bin/sh', ['-c', script, 'lembur-guard', String(pid), cluster], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  child.stdin.on('error', () => undefined)
  const pipe = child.stdin as typeof child.stdin & { unref?: () => void }
  pipe.unref?.()
  return () => child.kill('SIGKILL')
}
