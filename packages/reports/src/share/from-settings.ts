import type { SmbSettings } from '@lembur/contracts/connections'
import { folderShare } from './folder.ts'
import { type FileShare, ShareError } from './port.ts'
import { smbclientShare } from './smbclient.ts'

export interface ShareSettings {
  /** "folder" keeps to the folder although a server is set; "smbclient" insists on the server; otherwise it depends. */
  SHARE?: string
  SHARE_FOLDER?: string
  SMB_HOST?: string
  SMB_PORT?: string
  SMB_SHARE?: string
  SMB_USERNAME?: string
  SMB_PASSWORD?: string
  SMB_DOMAIN?: string
  SMB_PREFIX?: string
  /** "sign" or "encrypt" to demand it; otherwise what the server asks for is done. */
  SMB_ENCRYPTION?: string
}

const defaultPrefix = 'Management\\PTB\\AST_Portal_Overtime\\'

/** @throws ShareError for a value that means nothing, rather than deliver less safely than was meant */
function protectionOf(value: string | undefined): 'sign' | 'encrypt' | undefined {
  const word = (value ?? '').toLowerCase()
  if (word === '' || word === 'off') return undefined
  if (word === 'sign' || word === 'encrypt') return word
  throw new ShareError('other', `SMB_ENCRYPTION is "${value}"; it may be "off", "sign" or "encrypt".`)
}

/** @throws ShareError for something that is no port */
function portOf(value: string | undefined): number | undefined {
  if (!value) return undefined
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ShareError('other', `SMB_PORT is "${value}"; it must be a port.`)
  return port
}

/**
 * The share that the settings describe: a server when its host, share, user name and password are all set, otherwise a
 * folder. `defaultFolder` is made when missing; a folder that was set must be there, as it may be a mount.
 * @throws ShareError when a setting cannot be understood
 */
export function shareFromSettings(settings: ShareSettings, defaultFolder: string): FileShare {
  const { SHARE, SMB_HOST, SMB_SHARE, SMB_USERNAME, SMB_PASSWORD } = settings
  if (SHARE && SHARE !== 'folder' && SHARE !== 'smbclient')
    throw new ShareError('other', `SHARE is "${SHARE}"; it may be "folder" or "smbclient".`)
  if (SHARE !== 'folder' && SMB_HOST && SMB_SHARE && SMB_USERNAME && SMB_PASSWORD) {
    return smbclientShare({
      host: SMB_HOST,
      port: portOf(settings.SMB_PORT),
      share: SMB_SHARE,
      username: SMB_USERNAME,
      password: SMB_PASSWORD,
      domain: settings.SMB_DOMAIN || undefined,
      prefix: settings.SMB_PREFIX ?? defaultPrefix,
      protection: protectionOf(settings.SMB_ENCRYPTION),
    })
  }
  if (SHARE === 'smbclient') {
    throw new ShareError('other', 'SHARE is "smbclient", but SMB_HOST, SMB_SHARE, SMB_USERNAME and SMB_PASSWORD are not all set.')
  }
  return settings.SHARE_FOLDER ? folderShare({ root: settings.SHARE_FOLDER }) : folderShare({ root: defaultFolder, makeRoot: true })
}

/** The share of an organisation's connection. @throws ShareError for settings that no server takes */
export const shareOfConnection = ({ protection, domain, ...settings }: SmbSettings, password: string): FileShare =>
  smbclientShare({ ...settings, password, domain: domain || undefined, protection: protection === 'off' ? undefined : protection })
