import { statSync } from 'node:fs'
import type { Database } from '@lembur/db'
import { existingSecretKeys, secretKeyFile } from '@lembur/db/embedded/secret-key'
import { dataDirectory } from '@lembur/db/embedded/url'
import { lookAtSecrets } from '@lembur/domain/connection'
import { openVault } from '@lembur/domain/kernel'
import { organizationIds } from '@lembur/domain/upkeep'
import { plural } from '../print.ts'
import { wordsFor } from '../problem.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const area = 'secrets'
const newKey = 'Make a key with "npm run lembur -- secrets new-key", give it to every server and worker as LEMBUR_SECRET_KEY'

/** Whether stored secrets can be read, and new ones stored. Makes no key. */
export async function checkSecrets(database: Database, env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  try {
    const vault = openVault(existingSecretKeys(env))
    const { current, older, unreadable } = await lookAtSecrets(database, vault, await organizationIds(database))
    const stored = current + older + unreadable.length
    if (!vault.hasKey && stored > 0)
      return [
        fail(area, `no key is set, and ${plural(stored, 'secret')} cannot be read`, 'Set LEMBUR_SECRET_KEY to the key that sealed them.'),
      ]
    if (!vault.hasKey) return [withoutKey(env)]
    if (unreadable.length > 0)
      return [
        fail(
          area,
          `no key opens ${plural(unreadable.length, 'secret')}: ${unreadable.slice(0, 5).join(', ')}${unreadable.length > 5 ? ', …' : ''}`,
          'Add the key that sealed them to LEMBUR_SECRET_KEY, "new,old", or have them set up anew.',
        ),
      ]
    const rotation =
      older > 0 ? [olderKey(older)] : [ok(area, stored > 0 ? `${plural(stored, 'secret')} can be read` : 'none is stored; there is a key')]
    return [...rotation, ...openFile(env)]
  } catch (error) {
    return [fail(area, wordsFor(error), `${newKey}.`)]
  }
}

const olderKey = (older: number) =>
  warn(
    area,
    `${plural(older, 'secret')} sealed with an older key`,
    'Seal them anew with "npm run lembur -- secrets rotate", then take the older key away.',
  )

/** The embedded database makes its own at the next start. */
const withoutKey = (env: NodeJS.ProcessEnv) =>
  env.DATABASE_URL
    ? warn(
        area,
        'no key is set: connections with a password and second factors cannot be set up',
        `${newKey}, and keep it beside your backups, not in them.`,
      )
    : ok(area, 'none is stored; the next start makes a key')

function openFile(env: NodeJS.ProcessEnv): Finding[] {
  if (env.LEMBUR_SECRET_KEY || env.DATABASE_URL) return []
  const file = secretKeyFile(dataDirectory(env))
  const mode = statSync(file).mode & 0o777
  if ((mode & 0o077) === 0 || process.platform === 'win32') return []
  return [warn(area, `others on this machine may read ${file}`, `Close it: chmod 600 ${file}`)]
}
