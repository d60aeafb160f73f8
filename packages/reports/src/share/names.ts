import { randomBytes } from 'node:crypto'
import { ShareError } from './port.ts'

/** Leaves room for what a temporary name adds, in the 255 bytes that file systems take. */
const longestName = 200

const refuse = (path: string, why: string) =>
  new ShareError('bad-name', `The name ${JSON.stringify(path)} cannot be used on the file share: ${why}.`)

/**
 * The names along a path. Both adapters take the same ones, the ones that every server takes and that are plain text in
 * the command language of the SMB client; a leading tilde is fine.
 * @throws ShareError `bad-name`
 */
export function pathNames(path: string): string[] {
  if (path === '') return []
  const names = path.replaceAll('\\', '/').split('/')
  for (const name of names) {
    if (name === '') throw refuse(path, 'a part of it is empty')
    if (name === '.' || name === '..') throw refuse(path, 'it leads elsewhere')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones refused
    if (/[\u0000-\u001F\u007F-\u009F]/.test(name) || !name.isWellFormed()) throw refuse(path, 'it holds a control character')
    if (/[";|<>?*:]/.test(name)) throw refuse(path, 'it holds one of " ; | < > ? * :')
    if (/^ |[ .]$/.test(name)) throw refuse(path, 'a part of it begins with a space, or ends with a space or a full stop')
    if (Buffer.byteLength(name) > longestName) throw refuse(path, `a part of it is longer than ${longestName} bytes`)
  }
  return names
}

/** Splits a file's path into its folder's names and its own. @throws ShareError `bad-name` for the empty path */
export function fileNames(path: string): { folder: string[]; name: string } {
  const folder = pathNames(path)
  const name = folder.pop()
  if (name === undefined) throw refuse(path, 'it names no file')
  return { folder, name }
}

/** A name beside the target for bytes on their way; nobody else has it. */
export const unfinishedName = (name: string): string => `.~${name}.${randomBytes(4).toString('hex')}.part`
export const isUnfinished = (name: string): boolean => /^\.~.*\.[0-9a-f]{8}\.part$/.test(name)

/** Whether a leftover belongs to a target and is so old that whoever wrote it must be gone. */
export const isStale = (leftover: string, target: string, changedAt: number, now: number): boolean =>
  isUnfinished(leftover) && leftover.startsWith(`.~${target}.`) && now - changedAt > 60 * 60 * 1000
