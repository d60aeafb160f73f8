import { expect, test } from 'vitest'
import { shareFromSettings } from './from-settings.ts'

const server = { SMB_HOST: 'files.plant', SMB_SHARE: 'pub', SMB_USERNAME: 'lembur', SMB_PASSWORD: 'secret' }

test('without a server it is the default folder, or the one that is set', () => {
  expect(shareFromSettings({}, '/data/share')).toMatchObject({ kind: 'folder', location: '/data/share' })
  expect(shareFromSettings({ SHARE_FOLDER: '/mnt/plant' }, '/data/share')).toMatchObject({ kind: 'folder', location: '/mnt/plant' })
})

test('a server is used with its usual place when host, share, user name and password are set', () => {
  expect(shareFromSettings(server, '/data/share')).toMatchObject({
    kind: 'smbclient',
    location: '//files.plant/pub/Management/PTB/AST_Portal_Overtime',
  })
  expect(shareFromSettings({ ...server, SMB_PREFIX: 'Other\\Place\\' }, '/d').location).toBe('//files.plant/pub/Other/Place')
  expect(shareFromSettings({ ...server, SMB_PREFIX: '' }, '/d').location).toBe('//files.plant/pub')
})

test.each(['SMB_HOST', 'SMB_SHARE', 'SMB_USERNAME', 'SMB_PASSWORD'])('without %s it is the folder', (missing) => {
  expect(shareFromSettings({ ...server, [missing]: '' }, '/d').kind).toBe('folder')
})

test('the folder can be kept to, and the server insisted on', () => {
  expect(shareFromSettings({ ...server, SHARE: 'folder' }, '/d').kind).toBe('folder')
  expect(() => shareFromSettings({ SHARE: 'smbclient' }, '/d')).toThrow(/not all set/)
})

test.each([{ SMB_ENCRYPTION: 'maybe' }, { SMB_PORT: '70000' }, { SMB_PORT: 'x' }, { SHARE: 'ftp' }])(
  'says what it cannot understand: %o',
  (wrong) => {
    expect(() => shareFromSettings({ ...server, ...wrong }, '/d')).toThrow(/it (may|must) be/)
  },
)
