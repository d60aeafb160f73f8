import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { folderShare } from './folder.ts'

/** A disk on which a file can be made, and nothing written to it. */
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const full = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
  const open = async (path: string, flags: string) => {
    const file = await real.open(path, flags)
    return { writeFile: full, sync: () => file.sync(), close: () => file.close() }
  }
  return { ...real, open }
})

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lembur-folder-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

test('a full disk is not well, though its folder is there and may be written to', async () => {
  const reason = `The file share ${root} has no space left.`
  expect(await folderShare({ root }).ping()).toMatchObject({ ok: false, reason })
  expect(await readdir(root)).toEqual([])
})
