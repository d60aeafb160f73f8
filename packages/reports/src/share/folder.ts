import { constants } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileNames, isStale, isUnfinished, pathNames, unfinishedName } from './names.ts'
import { type FileShare, pingBytes, type ShareEntry, ShareError, type ShareErrorCode, shareSentences } from './port.ts'

export interface FolderShareOptions {
  /** A local folder, a mounted share, or a UNC path. */
  root: string
  /** Makes the root when it is missing. Not for a mount: one that is away would be replaced by a folder on the local disk. */
  makeRoot?: boolean
}

const codes: Record<string, ShareErrorCode> = {
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  EBUSY: 'open-elsewhere',
  ETXTBSY: 'open-elsewhere',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  ENAMETOOLONG: 'bad-name',
  EINVAL: 'bad-name',
  EIO: 'unreachable',
  ESTALE: 'unreachable',
  ENOTCONN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

/** A share that the operating system shows as a folder: local, mounted, or by a UNC path. */
export function folderShare({ root, makeRoot = false }: FolderShareOptions): FileShare {
  const location = root
  const failure = (error: unknown, file: string, replacing = false): ShareError => {
    if (error instanceof ShareError) return error
    if (isMissing(error)) return new ShareError('unreachable', `The folder for ${file} is not there in ${location}.`, { cause: error })
    if (codeOf(error) === 'EROFS')
      return new ShareError('denied', `The folder ${location} refuses writing: it is on a disk that may only be read.`, { cause: error })
    // Windows says "no access" when the file to replace is open; writing beside it has just worked.
    const open = replacing && process.platform === 'win32' && ['EPERM', 'EACCES'].includes(codeOf(error))
    const code = open ? 'open-elsewhere' : (codes[codeOf(error)] ?? 'other')
    if (code === 'other')
      return new ShareError(code, `The folder ${location} failed with ${codeOf(error) || 'an unknown error'}.`, { cause: error })
    const what = code === 'open-elsewhere' || code === 'bad-name' ? file : location
    return new ShareError(code, shareSentences[code](what), { cause: error })
  }

  /** The refusal of a disk that may only be read; null for any other error. Node's recursive `mkdir` calls that "not there". */
  const readOnly = async (error: unknown): Promise<ShareError | null> => {
    if (!isMissing(error)) return null
    const refused = await access(root, constants.W_OK).then(
      () => null,
      (cause: unknown) => cause,
    )
    return refused && !isMissing(refused) ? failure(refused, root) : null
  }

  const removeStale = async (folder: string, target: string) => {
    for (const name of await readdir(folder)) {
      if (!isUnfinished(name)) continue
      const path = join(folder, name)
      const { mtimeMs } = await stat(path)
      if (isStale(name, target, mtimeMs, Date.now())) await rm(path, { force: true })
    }
  }

  const writeThrough = async (path: string, bytes: Uint8Array) => {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  return {
    kind: 'folder',
    location,

    async ensureFolder(path) {
      const names = pathNames(path)
      try {
        if (!makeRoot) await access(root, constants.F_OK)
        await mkdir(join(root, ...names), { recursive: true })
      } catch (error) {
        throw (await readOnly(error)) ?? failure(error, path)
      }
    },

    async putAtomic(path, bytes) {
      const { folder, name } = fileNames(path)
      const place = join(root, ...folder)
      const unfinished = join(place, unfinishedName(name))
      let written = false
      try {
        await writeThrough(unfinished, bytes)
        written = true
        await rename(unfinished, join(place, name))
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {})
        throw failure(error, name, written)
      }
      // What an earlier, killed writer left behind is no reason to fail.
      await removeStale(place, name).catch(() => {})
    },

    async get(path) {
      const { folder, name } = fileNames(path)
      try {
        return await readFile(join(root, ...folder, name))
      } catch (error) {
        if (isMissing(error)) return null
        throw failure(error, name)
      }
    },

    async remove(path) {
      const { folder, name } = fileNames(path)
      try {
        await rm(join(root, ...folder, name), { force: true })
      } catch (error) {
        throw failure(error, name, true)
      }
    },

    async list(path) {
      const place = join(root, ...pathNames(path))
      try {
        const entries: ShareEntry[] = []
        for (const entry of await readdir(place, { withFileTypes: true })) {
          if (isUnfinished(entry.name)) continue
          const isFolder = entry.isDirectory()
          const { size, mtimeMs: changedAt } = await stat(join(place, entry.name))
          entries.push({ name: entry.name, size: isFolder ? 0 : size, isFolder, changedAt })
        }
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
      } catch (error) {
        if (isMissing(error)) return []
        throw failure(error, path)
      }
    },

    async ping() {
      const started = performance.now()
      const elapsed = () => Math.round(performance.now() - started)
      try {
        if (makeRoot) await mkdir(root, { recursive: true })
        await access(root, constants.R_OK | constants.W_OK)
        const probe = join(root, unfinishedName('ping'))
        await writeThrough(probe, pingBytes).finally(() => rm(probe, { force: true }))
        return { ok: true, milliseconds: elapsed() }
      } catch (error) {
        const away = isMissing(error) ? `The folder ${location} is not there.` : failure(error, location).message
        const reason = (await readOnly(error))?.message ?? away
        return { ok: false, milliseconds: elapsed(), reason }
      }
    },
  }
}
