import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Child<Message> = { message: Message; process: ChildProcess; stop(): Promise<void> }

/** Starts a program of ours in a process of its own and waits until it says that it is ready. */
export async function startChild<Message extends { type: string }>(
  path: string,
  env: NodeJS.ProcessEnv,
  args: string[] = [],
): Promise<Child<Message>> {
  const child = fork(fileURLToPath(new URL(path, import.meta.url)), args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const message = await Promise.race([once(child, 'message').then(([value]) => value as Message), gone.then(() => null)])
  if (!message) throw new Error(`${path} ended before it was ready`)
  return {
    message,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
