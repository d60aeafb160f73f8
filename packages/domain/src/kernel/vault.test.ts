import { describe, expect, it } from 'vitest'
import { newVaultKey, openVault } from './vault.ts'

const [old, current] = [newVaultKey(), newVaultKey()]

describe('a sealed secret', () => {
  it('is opened under the name it was sealed for, and differs each time', () => {
    const vault = openVault(current)
    const sealed = vault.seal('smb-password', 'connection/1')
    expect(sealed).not.toContain('smb-password')
    expect(vault.seal('smb-password', 'connection/1')).not.toBe(sealed)
    expect(vault.open(sealed, 'connection/1')).toBe('smb-password')
  })

  it('is not opened for another row, with another key, or changed', () => {
    const vault = openVault(current)
    const sealed = vault.seal('smb-password', 'connection/1')
    const parts = sealed.split('.')
    const changed = [...parts.slice(0, 3), `${parts[3]!.startsWith('A') ? 'B' : 'A'}${parts[3]!.slice(1)}`].join('.')
    for (const open of [
      () => vault.open(sealed, 'connection/2'),
      () => openVault(old).open(sealed, 'connection/1'),
      () => vault.open(changed, 'connection/1'),
      () => vault.open('nonsense', 'connection/1'),
    ])
      expect(open).toThrowError(expect.objectContaining({ code: 'secret.unreadable' }))
  })

  it('of an old key is opened beside the new one, and told to be old', () => {
    const sealed = openVault(old).seal('totp', 'totp/1')
    const both = openVault(`${current}, ${old}`)
    expect(both.open(sealed, 'totp/1')).toBe('totp')
    expect(both.isCurrent(sealed)).toBe(false)
    expect(both.isCurrent(both.seal('totp', 'totp/1'))).toBe(true)
  })

  it('needs a key, of 32 bytes', () => {
    expect(openVault(null).hasKey).toBe(false)
    expect(() => openVault('').seal('x', 'y')).toThrowError(expect.objectContaining({ code: 'secret.no_key' }))
    expect(() => openVault('c2hvcnQ=')).toThrow('not 32 bytes')
  })
})
