import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { DomainError } from './errors.ts'

/**
 * Seals what has to be stored and read again: passwords of the share, the directory and the mail server, TOTP secrets.
 * `about` says whose it is ("totp/USER"); opened under another name it is refused, so that rows cannot be exchanged.
 */
export type Vault = {
  /** @throws DomainError `secret.no_key` where the environment gives none */
  seal(plain: string, about: string): string
  /** @throws DomainError `secret.no_key`, `secret.unreadable` where no key of the environment fits */
  open(sealed: string, about: string): string
  /** Whether it was sealed with the key that seals now; the others wait for `secrets rotate`. */
  isCurrent(sealed: string): boolean
  /** False where there is no key at all. */
  readonly hasKey: boolean
}

type Key = { id: string; bytes: Buffer }

const version = 'v1'
const keyBytes = 32

/** A new key, as the environment takes it. */
export const newVaultKey = (): string => randomBytes(keyBytes).toString('base64')

/**
 * A vault over keys in base64, 32 bytes each, separated by commas: the first seals, all of them open. Empty or null: one that
 * has no key, and refuses. AES-256-GCM. @throws Error, one sentence, for a key of another length
 */
export function openVault(keys: string | null): Vault {
  const known = (keys ?? '').split(',').flatMap((part) => (part.trim() ? [keyOf(part.trim())] : []))
  const [current] = known
  return {
    hasKey: current !== undefined,
    seal(plain, about) {
      if (!current) throw noKey()
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, current.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(text, about) {
      if (!current) throw noKey()
      const [format, id, nonce, sealed] = text.split('.')
      const key = known.find((one) => one.id === id)
      if (format !== version || !key || !nonce || !sealed) throw unreadable()
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url')).setAAD(Buffer.from(about))
        decipher.setAuthTag(bytes.subarray(-16))
        return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw unreadable()
      }
    },
    isCurrent: (text) => text.split('.')[1] === current?.id,
  }
}

function keyOf(text: string): Key {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== keyBytes) throw new Error('LEMBUR_SECRET_KEY holds a key that is not 32 bytes in base64.')
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
}

const noKey = () => new DomainError('unavailable', 'secret.no_key')
const unreadable = () => new DomainError('unavailable', 'secret.unreadable')
