import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { folderShare } from './folder.ts'

/** A disk that may only be read, as Node shows it: asked to make folders on the way it says that there is none. */
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))
  const { W_OK } = real.constants
  return {
    ...real,
    mkdir: failing('ENOENT'),
    open: failing('EROFS'),
    access: (path: string, mode = 0) => (mode & W_OK ? failing('EROFS')() : real.access(path, mode)),
  }
})

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lembur-folder-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

test.each([true, false])(
  'a disk that may only be read is said to refuse writing, not to be away (its root is ours: %s)',
  async (makeRoot) => {
    const share = folderShare({ root, makeRoot })
    const refused = { code: 'denied', message: `The folder ${root} refuses writing: it is on a disk that may only be read.` }
    await expect(share.ensureFolder('2025-12-26_2026-01-25')).rejects.toMatchObject(refused)
    await expect(share.putAtomic('a.txt', Buffer.from('a'))).rejects.toMatchObject(refused)
    expect(await share.ping()).toMatchObject({ ok: false, reason: refused.message })
  },
)
