import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

export type Said = { code: number | null; out: string; err: string }

/** Runs the command line as a person does, in a process of its own. `input` is piped in; `env` adds to a bare environment. */
export async function lembur(args: string[], { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Said> {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH, NO_COLOR: '1', ...env } })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}
