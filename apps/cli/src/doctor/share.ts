import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { shareFromSettings } from '@lembur/reports/share/from-settings'
import { wordsFor } from '../problem.ts'
import { type Finding, fail, ok } from './finding.ts'

const area = 'share'
const advice =
  'Check the SHARE… and SMB_… settings, the network, and the account’s rights there; undelivered workbooks are kept and sent later.'

/** Whether workbooks can be delivered where the settings say. */
export async function checkShare(dataDir: string): Promise<Finding[]> {
  try {
    const share = shareFromSettings(process.env, join(dataDir, 'share'))
    const program = share.kind === 'smbclient' ? [await checkSmbclient()] : []
    const { ok: isThere, milliseconds, reason } = await share.ping()
    const place = isThere
      ? ok(area, `${share.location} answers in ${milliseconds} ms`)
      : fail(area, reason ?? `${share.location} does not answer`, advice)
    return [...program, place]
  } catch (error) {
    return [fail(area, wordsFor(error), advice)]
  }
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
