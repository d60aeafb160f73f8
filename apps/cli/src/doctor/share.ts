import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Database } from '@lembur/db'
import { existingSecretKeys } from '@lembur/db/embedded/secret-key'
import { enabledConnection } from '@lembur/domain/connection'
import { openVault } from '@lembur/domain/kernel'
import { shareFromSettings, shareOfConnection } from '@lembur/reports/share/from-settings'
import type { FileShare } from '@lembur/reports/share/port'
import { organizationsOf } from '../plant.ts'
import { wordsFor } from '../problem.ts'
import { type Finding, fail, ok } from './finding.ts'

const area = 'share'
const advice =
  'Check the SHARE… and SMB_… settings, the network, and the account’s rights there; undelivered workbooks are kept and sent later.'

const adviceOfConnection = 'Try it on the page "Connections" and mend what it says; undelivered workbooks are kept and sent later.'

/** Whether workbooks can be delivered where the settings say. */
export async function checkShare(dataDir: string): Promise<Finding[]> {
  try {
    const share = shareFromSettings(process.env, join(dataDir, 'share'))
    return [...(await programOf(share)), await answerOf(share, '', advice)]
  } catch (error) {
    return [fail(area, wordsFor(error), advice)]
  }
}

/** The same for each organisation that has set up a share of its own. */
export async function checkConnectedShares(database: Database, env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { id, slug } of await organizationsOf(database)) {
    try {
      const found = await enabledConnection({ database, vault: openVault(existingSecretKeys(env)) }, id, 'smb')
      const share = found && shareOfConnection(found.settings, found.secret)
      if (share) findings.push(...(await programOf(share)), await answerOf(share, `${slug}: `, adviceOfConnection))
    } catch (error) {
      findings.push(fail(area, `${slug}: ${wordsFor(error)}`, adviceOfConnection))
    }
  }
  return findings
}

const programOf = async ({ kind }: FileShare): Promise<Finding[]> => (kind === 'smbclient' ? [await checkSmbclient()] : [])

async function answerOf(share: FileShare, whose: string, adviceHere: string): Promise<Finding> {
  const { ok: isThere, milliseconds, reason } = await share.ping()
  if (isThere) return ok(area, `${whose}${share.location} answers in ${milliseconds} ms`)
  return fail(area, `${whose}${reason ?? `${share.location} does not answer`}`, adviceHere)
}

async function checkSmbclient(): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)('smbclient', ['--version'])
    return ok(area, `smbclient ${stdout.trim().replace(/^Version /, '')}`)
  } catch {
    return fail(
      area,
      'the program smbclient is missing',
      'Install it: apt-get install smbclient (Debian, Ubuntu), or use a folder that is mounted.',
    )
  }
}
