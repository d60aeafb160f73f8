import type { NewPasskeyAnswer, NewPasskeyOptions, PasskeyAnswer, PasskeyOptions } from '@lembur/contracts/second-factor'
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

/** A bare address of numbers: browsers bind no passkey to one. */
const numbered = /^(\d+\.){3}\d+$|:/

/** Passkeys can be used on this page: the browser knows them, the line is secure, and the address has a name. */
export const passkeysHere = (): boolean => window.isSecureContext && browserSupportsWebAuthn() && !numbered.test(location.hostname)

/** Has the device make a passkey; null where the person or the device did not want to. */
export const makePasskey = ({ options }: NewPasskeyOptions): Promise<NewPasskeyAnswer | null> =>
  unlessRefused(async () => {
    const { id, rawId, type, response } = await startRegistration({ optionsJSON: options })
    const { clientDataJSON, attestationObject, transports } = response
    return { id, rawId, type, response: { clientDataJSON, attestationObject, transports }, clientExtensionResults: {} }
  })

/** Has the device sign with a passkey; null where the person or the device did not want to. */
export const signByPasskey = ({ options }: PasskeyOptions): Promise<PasskeyAnswer | null> =>
  unlessRefused(async () => {
    const { id, rawId, type, response } = await startAuthentication({ optionsJSON: options })
    return { id, rawId, type, response, clientExtensionResults: {} }
  })

async function unlessRefused<Answer>(asking: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await asking()
  } catch {
    return null // the browser has said why, in its own window
  }
}
