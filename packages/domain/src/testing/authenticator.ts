import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { NewPasskeyAnswer, NewPasskeyOptions, PasskeyAnswer, PasskeyOptions } from '@lembur/contracts/second-factor'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const web = (bytes: Buffer) => bytes.toString('base64url')

/** Bytes as CBOR, as short as they can be said. */
const cborBytes = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255]), bytes])
const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])

/** An authenticator in software with one P-256 key: it answers what a browser's page at `origin` would have it sign. */
export function anAuthenticator(origin: string, { verifies = true } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  const rpIdHash = sha256(new URL(origin).hostname)
  let handle: string | undefined
  let count = 0
  const state = { get: () => count, set: (next: number) => (count = next) }

  /** User present, verified where it can, and whether a key comes along. */
  const head = (withKey: boolean) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(++count)
    return Buffer.concat([rpIdHash, Buffer.from([1 + (verifies ? 4 : 0) + (withKey ? 64 : 0)]), counter])
  }
  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const named = { id: web(id), rawId: web(id), type: 'public-key' as const, clientExtensionResults: {} }

  return {
    id: web(id),
    counter: state,
    make({ options }: NewPasskeyOptions, from = origin): NewPasskeyAnswer {
      handle = options.user.id
      // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
      const key = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
        cborBytes(Buffer.from(x, 'base64url')),
        Buffer.from([0x22]),
        cborBytes(Buffer.from(y, 'base64url')),
      ])
      const authData = Buffer.concat([head(true), Buffer.alloc(16), Buffer.from([0, id.length]), id, key])
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        ...[cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.from([0xa0]), cborText('authData'), cborBytes(authData)],
      ])
      return {
        ...named,
        response: {
          clientDataJSON: web(clientData('webauthn.create', options.challenge, from)),
          attestationObject: web(attestation),
          transports: ['internal'],
        },
      }
    },
    answer({ options }: PasskeyOptions, { from = origin, as = handle }: { from?: string; as?: string } = {}): PasskeyAnswer {
      const data = clientData('webauthn.get', options.challenge, from)
      const authData = head(false)
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey)
      return {
        ...named,
        response: { clientDataJSON: web(data), authenticatorData: web(authData), signature: web(signature), userHandle: as },
      }
    },
  }
}
