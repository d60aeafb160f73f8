import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { folderShare } from './folder.ts'

let above: string
beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'lembur-folder-'))
})
afterEach(() => rm(above, { recursive: true, force: true }))

test('a root that is missing is not made: it may be a mount that is away', async () => {
  const share = folderShare({ root: join(above, 'mount') })
  expect(await share.ping()).toMatchObject({ ok: false, reason: expect.stringMatching(/is not there/) })
  await expect(share.ensureFolder('2025-12-26_2026-01-25')).rejects.toMatchObject({ code: 'unreachable' })
  await expect(share.putAtomic('a.txt', Buffer.from('a'))).rejects.toMatchObject({ code: 'unreachable' })
  expect(await readdir(above)).toEqual([])
})

test('the root of the product itself is made', async () => {
  const share = folderShare({ root: join(above, 'share'), makeRoot: true })
  expect(await share.ping()).toMatchObject({ ok: true })
  await share.putAtomic('a.txt', Buffer.from('a'))
  expect(await readdir(join(above, 'share'))).toEqual(['a.txt'])
})

test('a folder in the way of a file fails and leaves nothing beside it', async () => {
  const share = folderShare({ root: above })
  await share.ensureFolder('taken/inside')
  await expect(share.putAtomic('taken', Buffer.from('a'))).rejects.toMatchObject({ name: 'ShareError' })
  expect(await readdir(above)).toEqual(['taken'])
})

test('a file in the way of a folder is said', async () => {
  await writeFile(join(above, 'taken'), '')
  await expect(folderShare({ root: above }).ensureFolder('taken/inside')).rejects.toMatchObject({ name: 'ShareError' })
})
