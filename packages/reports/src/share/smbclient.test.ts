import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type SambaServer, sambaAvailable, startSamba } from '../testing/samba.ts'
import { holdOpen } from '../testing/samba-hold.ts'
import { smbclientShare } from './smbclient.ts'

const bytes = (content: string) => Buffer.from(content)

/** A server that takes connections and never says a word. */
async function silentServer() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port: typeof address === 'object' && address ? address.port : 0, stop }
}

test('refuses settings that would break out of the command line', async () => {
  const good = { host: '127.0.0.1', share: 's', username: 'u', password: 'p' }
  for (const wrong of [
    { host: '//evil/x -A y' },
    { share: 'a/b' },
    { username: 'u\npassword = other' },
    { password: 'p\n' },
    { domain: 'd\n' },
  ]) {
    await expect(smbclientShare({ ...good, ...wrong }).list('')).rejects.toMatchObject({ code: 'bad-name' })
  }
})

if (sambaAvailable()) {
  describe('the SMB adapter against a real Samba', { timeout: 30_000 }, () => {
    let server: SambaServer
    beforeAll(async () => {
      server = await startSamba()
    })
    afterAll(() => server.stop())

    test('a wrong password is denied, in words that do not show it', async () => {
      const share = smbclientShare({ ...server, password: 'wrong-Pa55' })
      await expect(share.putAtomic('a.txt', bytes('a'))).rejects.toMatchObject({
        code: 'denied',
        message: expect.stringMatching(/password/),
      })
      const ping = await share.ping()
      expect(ping).toMatchObject({ ok: false, reason: expect.stringMatching(/refused the user name or password/) })
      expect(ping.reason).not.toContain('wrong-Pa55')
    })

    test('a server that is down, an unknown share and an unknown host are unreachable', async () => {
      const down = await startSamba()
      await down.stop()
      await expect(smbclientShare(down).get('a.txt')).rejects.toMatchObject({ code: 'unreachable' })
      expect(await smbclientShare(down).ping()).toMatchObject({ ok: false, reason: expect.stringMatching(/cannot be reached/) })
      const unknown = smbclientShare({ ...server, share: 'nowhere' })
      await expect(unknown.list('')).rejects.toMatchObject({
        code: 'no-share',
        message: expect.stringMatching(/no share named nowhere/),
      })
      await expect(smbclientShare({ ...server, host: 'no-such-host.invalid' }).list('')).rejects.toMatchObject({ code: 'unreachable' })
    })

    // The client itself would wait for 20 seconds.
    test('a silent server is given up after the time limit', { timeout: 10_000 }, async () => {
      const silent = await silentServer()
      try {
        const share = smbclientShare({ ...server, port: silent.port, timeLimitMs: 300 })
        await expect(share.get('a.txt')).rejects.toMatchObject({ code: 'unreachable' })
      } finally {
        silent.stop()
      }
    })

    test('a file open elsewhere is neither replaced nor removed, and can be once it is let go', async () => {
      const share = smbclientShare(server)
      await share.ensureFolder('held')
      await share.putAtomic('held/20260105OT.xlsx', bytes('before'))
      const release = await holdOpen(server, 'held/20260105OT.xlsx')
      const open = { code: 'open-elsewhere', message: expect.stringMatching(/20260105OT\.xlsx is open in another program/) }
      await expect(share.putAtomic('held/20260105OT.xlsx', bytes('after'))).rejects.toMatchObject(open)
      await expect(share.remove('held/20260105OT.xlsx')).rejects.toMatchObject(open)
      expect((await share.get('held/20260105OT.xlsx'))?.toString()).toBe('before')
      expect(await readdir(join(server.folder, 'held'))).toEqual(['20260105OT.xlsx'])
      await release()
      await share.putAtomic('held/20260105OT.xlsx', bytes('after'))
      expect(await readFile(join(server.folder, 'held', '20260105OT.xlsx'), 'utf8')).toBe('after')
    })

    test('never makes its own place: a missing one is said, on a ping too', async () => {
      const share = smbclientShare({ ...server, prefix: 'Management\\Missing\\' })
      expect(share.location).toBe(`//127.0.0.1/reports/Management/Missing`)
      expect(await share.ping()).toMatchObject({ ok: false, reason: expect.stringMatching(/is not there/) })
      await expect(share.ensureFolder('2025-12-26_2026-01-25')).rejects.toThrow(/not there/)
      expect(await readdir(server.folder)).not.toContain('Management')
    })

    test('demands encryption when told to, and is understood', async () => {
      const share = smbclientShare({ ...server, protection: 'encrypt', domain: 'WORKGROUP' })
      await share.putAtomic('encrypted.txt', bytes('secret'))
      expect((await share.get('encrypted.txt'))?.toString()).toBe('secret')
    })

    test('an account that may only read is denied, in words', async () => {
      const readOnly = await startSamba([`read list = ${server.username}`])
      try {
        await writeFile(join(readOnly.folder, 'there.txt'), 'seen')
        const share = smbclientShare(readOnly)
        expect((await share.get('there.txt'))?.toString()).toBe('seen')
        await expect(share.putAtomic('new.txt', bytes('x'))).rejects.toMatchObject({
          code: 'denied',
          message: expect.stringMatching(/refused access/),
        })
        expect(await share.ping()).toMatchObject({ ok: false, reason: expect.stringMatching(/refused access/) })
      } finally {
        await readOnly.stop()
      }
    })

    test('leaves neither credentials nor files behind, whether it went well or not', async () => {
      const own = await mkdtemp(join(tmpdir(), 'lembur-trace-'))
      vi.stubEnv('TMPDIR', own)
      try {
        const share = smbclientShare(server)
        await share.putAtomic('trace.txt', bytes('x'))
        await share.remove('trace.txt')
        await smbclientShare({ ...server, password: 'wrong' }).ping()
        expect(await readdir(own)).toEqual([])
      } finally {
        vi.unstubAllEnvs()
        await rm(own, { recursive: true })
      }
    })
  })
}
