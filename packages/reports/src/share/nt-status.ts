import type { ShareErrorCode } from './port.ts'

const codes: Record<string, ShareErrorCode> = {
  SHARING_VIOLATION: 'open-elsewhere',
  FILE_LOCK_CONFLICT: 'open-elsewhere',
  LOCK_NOT_GRANTED: 'open-elsewhere',
  USER_MAPPED_FILE: 'open-elsewhere',
  DELETE_PENDING: 'open-elsewhere',

  LOGON_FAILURE: 'denied',
  WRONG_PASSWORD: 'denied',
  NO_SUCH_USER: 'denied',
  ACCESS_DENIED: 'denied',
  NETWORK_ACCESS_DENIED: 'denied',
  PRIVILEGE_NOT_HELD: 'denied',
  MEDIA_WRITE_PROTECTED: 'denied',
  ACCOUNT_DISABLED: 'denied',
  ACCOUNT_EXPIRED: 'denied',
  ACCOUNT_LOCKED_OUT: 'denied',
  ACCOUNT_RESTRICTION: 'denied',
  PASSWORD_EXPIRED: 'denied',
  PASSWORD_MUST_CHANGE: 'denied',
  INVALID_LOGON_HOURS: 'denied',
  INVALID_WORKSTATION: 'denied',
  LOGON_TYPE_NOT_GRANTED: 'denied',

  DISK_FULL: 'no-space',
  QUOTA_EXCEEDED: 'no-space',
  DISK_QUOTA_EXCEEDED: 'no-space',

  OBJECT_NAME_INVALID: 'bad-name',
  OBJECT_PATH_SYNTAX_BAD: 'bad-name',
  NAME_TOO_LONG: 'bad-name',
  FILE_IS_A_DIRECTORY: 'bad-name',
  NOT_A_DIRECTORY: 'bad-name',

  CONNECTION_REFUSED: 'unreachable',
  CONNECTION_RESET: 'unreachable',
  CONNECTION_ABORTED: 'unreachable',
  CONNECTION_DISCONNECTED: 'unreachable',
  HOST_UNREACHABLE: 'unreachable',
  HOST_DOWN: 'unreachable',
  NETWORK_UNREACHABLE: 'unreachable',
  NETWORK_NAME_DELETED: 'unreachable',
  BAD_NETWORK_NAME: 'no-share',
  BAD_NETWORK_PATH: 'unreachable',
  INVALID_NETWORK_RESPONSE: 'unreachable',
  IO_TIMEOUT: 'unreachable',
  UNSUCCESSFUL: 'unreachable',
  NOT_FOUND: 'unreachable',
  // A server that asks for more than this client may give, or the other way round.
  PROTOCOL_NOT_SUPPORTED: 'unreachable',
}

/** What a server's status means for whoever waits for the file. Source: MS-ERREF 2.3.1. */
export const codeOfStatus = (status: string): ShareErrorCode => codes[status] ?? 'other'

/** The answers that say "there is no such file or folder", "…no such folder on the way", and "…it is there already". */
export const missing = ['OBJECT_NAME_NOT_FOUND', 'NO_SUCH_FILE', 'OBJECT_PATH_NOT_FOUND']
export const present = 'OBJECT_NAME_COLLISION'

/** The statuses in a client's output, in order, with the words that stand behind each. */
export function statusesIn(output: string): { status: string; line: string }[] {
  return output.split('\n').flatMap((line) => {
    const found = /\bNT_STATUS_([A-Z0-9_]+)/.exec(line)
    return found?.[1] && found[1] !== 'OK' ? [{ status: found[1], line }] : []
  })
}
