import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileNames, isStale, isUnfinished, pathNames, unfinishedName } from './names.ts'
import { codeOfStatus, missing, present, statusesIn } from './nt-status.ts'
import { type FileShare, pingBytes, ShareError, shareSentences, whyOf } from './port.ts'
import { slots } from './slots.ts'
import { listedEntries } from './smb-listing.ts'
import { runSmbclient, type SmbServer } from './smb-process.ts'

export interface SmbShareOptions extends SmbServer {
  /** The folder on the share that paths are relative to; it must be there. */
  prefix?: string
  /** How long one call may take before it is killed; 30 s unless a test says otherwise. */
  timeLimitMs?: number
}

const processesAtOnce = 5
const timeLimit = 30_000

/**
 * A share on a Windows or Samba server, by Samba's own `smbclient` as a child process: SMB 2.0.2 to 3.1.1, signed or
 * encrypted as the server demands. Each call is a process of its own, at most five at a time.
 */
export function smbclientShare(options: SmbShareOptions): FileShare {
  const prefix = pathNames((options.prefix ?? '').replace(/^[\\/]+|[\\/]+$/g, ''))
  const location = `//${[options.host, options.share, ...prefix].join('/')}`
  const inTurn = slots(processesAtOnce)
  const milliseconds = options.timeLimitMs ?? timeLimit
  const quoted = (names: string[]) => `"${['', ...prefix, ...names].join('\\')}"`

  const failure = (status: string, line: string, file: string): ShareError => {
    const cause = new Error(line.trim())
    const code = codeOfStatus(status)
    if (missing.includes(status)) return new ShareError('no-folder', `The folder for ${file} is not there on ${location}.`, { cause })
    if (code === 'no-share') return new ShareError(code, `The server ${options.host} has no share named ${options.share}.`, { cause })
    if (status === 'LOGON_FAILURE') return new ShareError(code, `The file share ${location} refused the user name or password.`, { cause })
    if (code === 'other') return new ShareError(code, `The file share ${location} answered NT_STATUS_${status}.`, { cause })
    return new ShareError(code, shareSentences[code](code === 'open-elsewhere' || code === 'bad-name' ? file : location), { cause })
  }

  /** Runs commands; the first status that is not expected is thrown. */
  const run = (commands: string[], file: string, expected: string[], upload?: Uint8Array) =>
    inTurn(() =>
      runSmbclient(options, { commands: commands.join('; '), upload, milliseconds }, async ({ output, exitCode }, folder) => {
        const statuses = statusesIn(output)
        const unexpected = statuses.find(({ status }) => !expected.includes(status))
        if (unexpected) throw failure(unexpected.status, unexpected.line, file)
        if (exitCode !== 0 && statuses.length === 0) {
          throw new ShareError('other', `The file share ${location} failed without saying why.`, { cause: new Error(output.trim()) })
        }
        const download = () => readFile(join(folder, 'download'))
        return {
          output,
          found: statuses.length === 0,
          bytes: commands[0]?.startsWith('get ') && statuses.length === 0 ? await download() : null,
        }
      }),
    )

  const removeQuietly = async (folder: string[], names: string[]) => {
    if (names.length === 0) return
    await run(
      names.map((name) => `del ${quoted([...folder, name])}`),
      'a leftover',
      missing,
    ).catch(() => {})
  }

  return {
    kind: 'smbclient',
    location,

    async ensureFolder(path) {
      const names = pathNames(path)
      const commands = names.map((_, index) => `mkdir ${quoted(names.slice(0, index + 1))}`)
      if (commands.length > 0) await run(commands, path, [present])
    },

    async putAtomic(path, bytes) {
      const { folder, name } = fileNames(path)
      const unfinished = unfinishedName(name)
      const target = quoted([...folder, name])
      const beside = (pattern: string) => quoted([...folder, pattern])
      // Renamed to itself, a file that is open elsewhere says so: Samba would replace it under whoever has it open, and
      // Windows would only say "access denied". The listing shows what arrived, and what killed writers have left.
      const probe = `rename ${target} ${target}`
      const commands = [probe, `put "upload" ${beside(unfinished)}`, `ls ${beside(`.~${name}.*.part`)}`]
      let leftovers: string[] = []
      try {
        const { output } = await run(commands, name, [present, 'OBJECT_NAME_NOT_FOUND', 'NO_SUCH_FILE'], bytes)
        const listed = listedEntries(output)
        leftovers = listed.filter((entry) => isStale(entry.name, name, entry.changedAt, Date.now())).map((entry) => entry.name)
        const arrived = listed.find((entry) => entry.name === unfinished)
        if (arrived?.size !== bytes.length) throw new ShareError('other', `${name} did not arrive whole on ${location}.`)
        // Writing beside the target and renaming the target have just been allowed, so a refusal now can only mean that
        // it was opened in between: Windows says "access denied" to that.
        await run([`rename ${beside(unfinished)} ${target} -f`], name, []).catch((error) => {
          const opened = error instanceof ShareError && error.code === 'denied'
          throw opened ? new ShareError('open-elsewhere', shareSentences['open-elsewhere'](name), { cause: error }) : error
        })
      } catch (error) {
        await removeQuietly(folder, [unfinished])
        throw error
      }
      await removeQuietly(folder, leftovers)
    },

    async get(path) {
      const { folder, name } = fileNames(path)
      const { bytes } = await run([`get ${quoted([...folder, name])} "download"`], name, missing)
      return bytes
    },

    async remove(path) {
      const { folder, name } = fileNames(path)
      await run([`del ${quoted([...folder, name])}`], name, missing)
    },

    async list(path) {
      const { output } = await run([`ls ${quoted([...pathNames(path), '*'])}`], path, missing)
      return listedEntries(output)
        .filter((entry) => !isUnfinished(entry.name))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    },

    async ping() {
      const started = performance.now()
      const elapsed = () => Math.round(performance.now() - started)
      try {
        const probe = quoted([unfinishedName('ping')])
        const { found } = await run([`put "upload" ${probe}`, `del ${probe}`], location, missing, pingBytes)
        return found
          ? { ok: true, milliseconds: elapsed() }
          : { ok: false, milliseconds: elapsed(), reason: `The folder ${location} is not there.`, why: 'no_folder' }
      } catch (error) {
        const why = error instanceof ShareError ? whyOf[error.code] : 'misconfigured'
        return { ok: false, milliseconds: elapsed(), reason: error instanceof Error ? error.message : String(error), why }
      }
    },
  }
}
