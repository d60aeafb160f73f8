import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { brokenOff, unlessBrokenOff } from './broken-off.ts'

export type Child<Message> = { message: Message; process: ChildProcess; stop(): Promise<void> }

/** Starts a program of ours in a process of its own and waits until it says that it is ready. */
export async function startChild<Message extends { type: string }>(
  path: string,
  env: NodeJS.ProcessEnv,
  args: string[] = [],
  execArgv: string[] = [],
): Promise<Child<Message>> {
  brokenOff.throwIfAborted()
  const child = fork(fileURLToPath(new URL(path, import.meta.url)), args, {
    env: { ...process.env, ...env },
    execArgv: [...process.execArgv, ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
  }
  try {
    const said = once(child, 'message').then(([value]) => value as Message)
    const message = await unlessBrokenOff(Promise.race([said, gone.then(() => null)]))
    if (!message) throw new Error(`${path} ended before it was ready`)
    return { message, process: child, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
