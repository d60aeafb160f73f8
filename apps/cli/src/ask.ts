import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CliProblem } from './problem.ts'

/** A new password: asked for twice without showing it, or the first line of what is piped in. @throws CliProblem */
export async function newPassword(): Promise<string> {
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
