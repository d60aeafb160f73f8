import type { Database } from '@lembur/db'
import { demoAccounts, demoPassword } from '@lembur/domain/demo'
import { passwordFits } from '@lembur/domain/identity'
import { organizationsOf } from '../plant.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The organisations: whether there is one, whether their zones are known, and whether known passwords open a real one. */
export async function checkOrganisations(database: Database): Promise<Finding[]> {
  const all = await organizationsOf(database)
  if (all.length === 0)
    return [
      warn(
        'data',
        'there is no organisation yet',
        'Make one with "npm run lembur -- organisation create", or load "npm run lembur -- demo load".',
      ),
    ]
  const open = await openAccounts(database)
  const isReal = all.some(({ isDemo }) => !isDemo)
  return [
    ok('data', all.map(({ slug, isDemo }) => (isDemo ? `${slug} (demonstration data)` : slug)).join(', ')),
    ...all.map(({ slug, timeZone }) => checkZone(slug, timeZone)),
    isReal && open.length > 0
      ? fail(
          'data',
          `the demonstration password opens ${open.join(', ')}`,
          'Everybody knows it: give these people other passwords, or deactivate them.',
        )
      : ok('data', isReal ? 'no demonstration account is open' : 'demonstration accounts, in a demonstration only'),
  ]
}

async function openAccounts(database: Database): Promise<string[]> {
  const names = demoAccounts.filter(({ signsIn }) => signsIn).map(({ username }) => username)
  const people = await database.global<{ username: string; passwordHash: string | null }[]>`
    select username, password_hash as "passwordHash" from "user" where lower(username) = any(${names}) and is_active`
  const open = await Promise.all(
    people.map(async ({ username, passwordHash }) => ((await passwordFits(passwordHash, demoPassword)) ? [username] : [])),
  )
  return open.flat()
}

function checkZone(slug: string, timeZone: string): Finding {
  try {
    const now = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format()
    return ok('clock', `${slug}: ${now} in ${timeZone}`)
  } catch {
    return fail(
      'clock',
      `${slug}: the time zone ${timeZone} is unknown here`,
      'Choose an IANA name such as Asia/Jakarta in the configuration.',
    )
  }
}
