import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sambaAvailable, startSamba } from '../testing/samba.ts'
import { folderShare } from './folder.ts'
import type { FileShare } from './port.ts'
import { smbclientShare } from './smbclient.ts'

/** A share to test, and the local folder that shows what really lies there. */
interface Place {
  share: FileShare
  folder: string
  end(): Promise<void>
}

async function folderPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'lembur-share-'))
  return { share: folderShare({ root: folder }), folder, end: () => rm(folder, { recursive: true, force: true }) }
}

async function sambaPlace(more: string[]): Promise<Place> {
  const server = await startSamba(more)
  const prefix = 'Management\\PTB\\AST_Portal_Overtime\\'
  const folder = join(server.folder, 'Management', 'PTB', 'AST_Portal_Overtime')
  await mkdir(folder, { recursive: true })
  return { share: smbclientShare({ ...server, prefix }), folder, end: server.stop }
}

const places: [string, () => Promise<Place>][] = [['a folder', folderPlace]]

test('a real Samba is here to test against', () => {
  if (sambaAvailable()) return
  if (process.env.CI) throw new Error('Samba is missing: install samba, samba-common-bin and smbclient.')
  console.warn('Samba is not installed: the file share is tested as a folder only. Install samba, samba-common-bin and smbclient.')
})

if (sambaAvailable()) {
  places.push(
    ['Samba', () => sambaPlace([])],
    ['Samba that demands signing', () => sambaPlace(['server signing = mandatory'])],
    ['Samba that demands encryption', () => sambaPlace(['server smb encrypt = required'])],
    ['Samba that speaks SMB 3.1.1 only', () => sambaPlace(['server min protocol = SMB3_11'])],
  )
}

const period = '2025-12-26_2026-01-25'
const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString())
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.each(places)('%s as a file share', { timeout: 30_000 }, (_name, start) => {
  let place: Place
  let share: FileShare
  beforeAll(async () => {
    place = await start()
    share = place.share
    await share.ensureFolder(period)
  })
  afterAll(() => place.end())

  test('answers a ping with how long it took', async () => {
    const ping = await share.ping()
    expect(ping).toEqual({ ok: true, milliseconds: expect.any(Number) })
    expect(await readdir(place.folder)).toEqual([period])
  })

  test('makes the folder of a period, and leaves one that is there alone', async () => {
    await share.putAtomic(`${period}/kept.txt`, Buffer.from('kept'))
    await share.ensureFolder(period)
    expect(text(await share.get(`${period}/kept.txt`))).toBe('kept')
    await share.remove(`${period}/kept.txt`)
  })

  test('makes folders inside folders', async () => {
    await share.ensureFolder('one\\two/three')
    await share.putAtomic('one/two/three/deep.txt', Buffer.from('deep'))
    expect(text(await share.get('one\\two\\three\\deep.txt'))).toBe('deep')
  })

  test.each([
    '20260105OT.xlsx',
    '~2025_12_26-2026_01_25OT.xlsx',
    '加班申請單.xlsx',
    'Jam lembur – “Größe” 😀.xlsx',
    "it's (1) & 50% #2 !x.xlsx",
  ])('stores, reads, lists and removes %s', async (name) => {
    const path = `${period}/${name}`
    await share.putAtomic(path, Buffer.from(`content of ${name}`))
    expect(text(await share.get(path))).toBe(`content of ${name}`)
    expect(await readdir(join(place.folder, period))).toEqual([name])
    const [entry, ...others] = await share.list(period)
    expect(entry).toMatchObject({ name, size: Buffer.byteLength(`content of ${name}`), isFolder: false })
    expect(Math.abs(entry!.changedAt - Date.now())).toBeLessThan(60_000)
    expect(others).toEqual([])
    await share.remove(path)
    expect(await share.get(path)).toBeNull()
    expect(await share.list(period)).toEqual([])
  })

  test('overwrites a file that is there, longer or shorter', async () => {
    const path = `${period}/20260105OT.xlsx`
    for (const content of ['a first version', 'v2', 'a third and longest version', '']) {
      await share.putAtomic(path, Buffer.from(content))
      expect(text(await share.get(path))).toBe(content)
    }
    await share.remove(path)
  })

  test('brings 10 MB over unharmed', async () => {
    const bytes = randomBytes(10 * 1024 * 1024)
    await share.putAtomic(`${period}/large.xlsx`, bytes)
    expect(hash((await share.get(`${period}/large.xlsx`))!)).toBe(hash(bytes))
    await share.remove(`${period}/large.xlsx`)
  })

  test('stores many files at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `many-${String(index).padStart(2, '0')}.txt`)
    await Promise.all(names.map((name) => share.putAtomic(`${period}/${name}`, Buffer.from(name))))
    expect((await share.list(period)).map((entry) => entry.name)).toEqual(names)
    await Promise.all(names.map((name) => share.remove(`${period}/${name}`)))
    expect(await readdir(join(place.folder, period))).toEqual([])
  })

  test('tells folders from files', async () => {
    expect(await share.list('')).toContainEqual({ name: period, size: 0, isFolder: true, changedAt: expect.any(Number) })
  })

  test('has nothing where there is nothing', async () => {
    expect(await share.get(`${period}/none.xlsx`)).toBeNull()
    expect(await share.get('no-such-folder/none.xlsx')).toBeNull()
    expect(await share.list('no-such-folder')).toEqual([])
    await share.remove(`${period}/none.xlsx`)
    await share.remove('no-such-folder/none.xlsx')
  })

  test('says that the folder is missing instead of making one for a file', async () => {
    await expect(share.putAtomic('no-such-folder/20260105OT.xlsx', Buffer.from('x'))).rejects.toThrow(/not there/)
    expect(await readdir(place.folder)).not.toContain('no-such-folder')
  })

  test.each([
    ['a quote', 'a"b.xlsx'],
    ['a second command', 'a.xlsx"; del "b.xlsx'],
    ['a semicolon', 'a;b'],
    ['a pipe', 'a|b'],
    ['an angle', 'a<b'],
    ['another angle', 'a>b'],
    ['a question mark', 'a?b'],
    ['a star', '*'],
    ['a stream', 'a.xlsx:hidden'],
    ['a new line', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a null', 'a\0b'],
    ['a way up', '../a.xlsx'],
    ['a way up in the middle', 'x/../../a.xlsx'],
    ['a way up with backslashes', '..\\a.xlsx'],
    ['the root', '/etc/passwd'],
    ['an empty part', 'a//b'],
    ['a full stop at the end', 'a.'],
    ['a space at the end', 'a '],
    ['half a character', 'a\uD800'],
    ['201 letters', 'a'.repeat(201)],
  ])('refuses a name with %s', async (_what, path) => {
    const refused = { code: 'bad-name', name: 'ShareError' }
    await expect(share.putAtomic(path, Buffer.from('x'))).rejects.toMatchObject(refused)
    await expect(share.get(path)).rejects.toMatchObject(refused)
    await expect(share.remove(path)).rejects.toMatchObject(refused)
    await expect(share.list(path)).rejects.toMatchObject(refused)
    await expect(share.ensureFolder(path)).rejects.toMatchObject(refused)
  })

  test('hides what is unfinished, and clears it away once its writer must be gone', async () => {
    const old = '.~20260106OT.xlsx.0badcafe.part'
    const young = '.~20260106OT.xlsx.0badbeef.part'
    for (const name of [old, young]) await writeFile(join(place.folder, period, name), 'half a f')
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
    await utimes(join(place.folder, period, old), longAgo, longAgo)
    expect(await share.list(period)).toEqual([])
    await share.putAtomic(`${period}/20260106OT.xlsx`, Buffer.from('whole'))
    expect((await readdir(join(place.folder, period))).sort()).toEqual([young, '20260106OT.xlsx'])
    await rm(join(place.folder, period, young))
    await share.remove(`${period}/20260106OT.xlsx`)
  })
})
