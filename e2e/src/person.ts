import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Role } from '@lembur/contracts/access'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'

const commandLine = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
const run = promisify(execFile)

export type Person = { username: string; password: string }

/** A person of the plant for one test alone, so that what is changed of him meets no other. */
export async function aPerson(role: Role = 'staff'): Promise<Person> {
  const username = `browser.${randomUUID().slice(0, 8)}`
  const { env } = inject('product')
  const args = [commandLine, 'user', 'create', username, '--role', role, '--generate']
  const { stdout } = await run(process.execPath, args, { env: { PATH: process.env.PATH, ...env } })
  return { username, password: /^Password: (\S+)$/m.exec(stdout)?.[1] ?? '' }
}

/** Name and password, as far as they lead. */
export async function signIn(page: Page, { username, password }: Person): Promise<void> {
  await page.getByRole('textbox', { name: 'Work ID or user name' }).fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: /^Sign in(?! with)/ }).click()
}
