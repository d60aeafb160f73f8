import type { TestOutcome } from '@lembur/contracts/connections'

/** A file or folder directly inside a folder of the share. */
export interface ShareEntry {
  name: string
  /** Bytes; 0 for a folder. */
  size: number
  isFolder: boolean
  /** Milliseconds since 1970, by the clock of the share. */
  changedAt: number
}

export interface SharePing {
  ok: boolean
  milliseconds: number
  /** Why not, for a person to read. */
  reason?: string
  /** The same in a word, where it is known. */
  why?: TestOutcome
}

/**
 * Where the finished workbooks are put for the customer. Paths are relative to the share's own place and may use "/" or
 * "\"; the empty path is that place itself, which is never made here. Every method throws a ShareError.
 */
export interface FileShare {
  readonly kind: 'folder' | 'smbclient'
  /** Where it is, for a person to read. */
  readonly location: string
  /** Makes a folder, and those above it; one that is there already is left as it is. */
  ensureFolder(path: string): Promise<void>
  /** Puts a file in place whole or not at all, over the one that was there. */
  putAtomic(path: string, bytes: Uint8Array): Promise<void>
  /** A file's bytes; null when there is none. */
  get(path: string): Promise<Buffer | null>
  /** Removes a file; none there is fine. */
  remove(path: string): Promise<void>
  /** What a folder holds, by name, without unfinished files; nothing when there is no such folder. */
  list(path: string): Promise<ShareEntry[]>
  /** Asks whether the place is there and takes a file, by a small one that is removed at once. Never throws. */
  ping(): Promise<SharePing>
}

/** What a ping writes: more than a full disk has room for in a corner. */
export const pingBytes: Uint8Array = new Uint8Array(4096)

export type ShareErrorCode = 'unreachable' | 'no-share' | 'no-folder' | 'denied' | 'open-elsewhere' | 'bad-name' | 'no-space' | 'other'

/** A failure of the share: a code to act on, and a message that is a sentence for people. */
export class ShareError extends Error {
  override readonly name = 'ShareError'
  readonly code: ShareErrorCode

  constructor(code: ShareErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }
}

/** What each failure is to whoever tries the share. */
export const whyOf: Record<ShareErrorCode, TestOutcome> = {
  unreachable: 'unreachable',
  'no-share': 'no_share',
  'no-folder': 'no_folder',
  denied: 'refused',
  'open-elsewhere': 'refused',
  'bad-name': 'misconfigured',
  'no-space': 'no_space',
  other: 'misconfigured',
}

/** Seconds to wait before trying again to replace a file that is open elsewhere; after the last it is reported as failed. */
export const openElsewhereDelays: readonly number[] = [30, 60]

/** The sentence of each kind of failure, where nothing more exact is known. */
export const shareSentences: Record<Exclude<ShareErrorCode, 'other'>, (what: string) => string> = {
  unreachable: (where) => `The file share ${where} cannot be reached. Check the network and that the server is running.`,
  'no-share': (where) => `The file share ${where} is not there.`,
  'no-folder': (where) => `The folder ${where} is not there.`,
  denied: (where) => `The file share ${where} refused access. Check the account and its rights there.`,
  'open-elsewhere': (file) => `${file} is open in another program. Please ask whoever has it open to close it.`,
  'bad-name': (name) => `The file share does not take the name ${name}.`,
  'no-space': (where) => `The file share ${where} has no space left.`,
}
