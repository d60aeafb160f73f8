import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CliProblem } from './problem.ts'

/** The option of commands that set a password, and the password: made here where that is wished, else asked for or read. */
export const generateOption = {
  generate: { type: 'boolean', description: 'Make a password and print it, instead of asking or reading one' },
} as const
export const passwordFor = async (generate: boolean | undefined): Promise<string> =>
  generate ? randomBytes(12).toString('base64url') : newPassword()

/** A new password: asked for twice without showing it, or the first line of what is piped in. @throws CliProblem */
async function newPassword(): Promise<string> {
  if (!process.stdin.isTTY) return firstLine()
  const first = await hidden('Password: ')
  if (first !== (await hidden('Once more: '))) throw new CliProblem('The two passwords differ: nothing was done.')
  return first
}

/** Whether a person at the terminal says yes; nobody there is no. */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } finally {
    terminal.close()
  }
}

async function hidden(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new CliProblem('No password was given: pipe it in, or let one be made with --generate.', { usage: true })
}
