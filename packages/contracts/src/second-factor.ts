import { z } from 'zod'
import { Me } from './identity.ts'
import { Instant } from './time.ts'

/** How a second proof may be given. */
export const factorWays = ['totp', 'passkey', 'recovery'] as const
export const FactorWay = z.enum(factorWays)
export type FactorWay = z.infer<typeof FactorWay>

/** What the step of a sign-in before this one was answered with. */
const ChallengeSecret = z.string().min(1).max(100)
/** Six digits or a recovery code, as typed: with blanks and dashes in it. */
const Code = z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(40)
/** The password, a code of the app, or a recovery code: who is at the keyboard is the owner. Empty where he has none of them here. */
const Proof = z.string({ error: 'text.required' }).max(200)
const PasskeyName = z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(60, { error: 'text.too_long' })

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/, { error: 'field.invalid' })
const publicKey = z.literal('public-key')
/** How a browser can reach an authenticator: "usb", "internal". */
const transports = z.array(z.string().max(20)).max(10)
const KnownPasskey = z.object({ id: base64url, type: publicKey, transports: transports.optional() })
const verification = z.enum(['required', 'preferred', 'discouraged'])

/** What a browser is asked to have signed, and the secret under which the answer is awaited. */
export const PasskeyOptions = z.object({
  passkey: ChallengeSecret,
  options: z.object({
    challenge: base64url,
    timeout: z.int().optional(),
    rpId: z.string().optional(),
    allowCredentials: z.array(KnownPasskey).optional(),
    userVerification: verification.optional(),
  }),
})
export type PasskeyOptions = z.infer<typeof PasskeyOptions>

/** What an authenticator signed, as browsers write it in JSON. */
export const PasskeyAnswer = z.object({
  id: base64url,
  rawId: base64url,
  type: publicKey,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  clientExtensionResults: z.object({}),
})
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>

/** What a browser is asked to make a new passkey of. */
export const NewPasskeyOptions = z.object({
  setup: ChallengeSecret,
  options: z.object({
    rp: z.object({ id: z.string().optional(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    challenge: base64url,
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: publicKey })),
    timeout: z.int().optional(),
    excludeCredentials: z.array(KnownPasskey).optional(),
    authenticatorSelection: z
      .object({
        residentKey: verification.optional(),
        requireResidentKey: z.boolean().optional(),
        userVerification: verification.optional(),
      })
      .optional(),
    attestation: z.literal('none').optional(),
  }),
})
export type NewPasskeyOptions = z.infer<typeof NewPasskeyOptions>

export const NewPasskeyAnswer = z.object({
  id: base64url,
  rawId: base64url,
  type: publicKey,
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: transports.optional() }),
  clientExtensionResults: z.object({}),
})
export type NewPasskeyAnswer = z.infer<typeof NewPasskeyAnswer>

/** The second step of a sign-in: a code, or what a passkey signed. */
export const SecondFactor = z.object({
  challenge: ChallengeSecret,
  way: FactorWay,
  code: Code.optional(),
  passkey: ChallengeSecret.optional(),
  answer: PasskeyAnswer.optional(),
})
export type SecondFactor = z.infer<typeof SecondFactor>

/** A step that waits, and how it can be answered; none where something is to be set up first. */
export const WaitingStep = z.object({ challenge: ChallengeSecret })
export const FactorWays = z.object({ ways: z.array(FactorWay) })

/** Without a challenge: to sign in by passkey alone. */
export const AskForPasskey = z.object({ challenge: ChallengeSecret.optional() })
export const SignInWithPasskey = z.object({ passkey: ChallengeSecret, answer: PasskeyAnswer, remember: z.boolean().default(false) })
export type SignInWithPasskey = z.infer<typeof SignInWithPasskey>

/** A new secret for an authenticator app, which counts once its first code was right. */
export const NewTotp = z.object({
  setup: ChallengeSecret,
  /** Base32, to be typed. */
  secret: z.string(),
  /** `otpauth://…`, to be scanned. */
  uri: z.string(),
})
export type NewTotp = z.infer<typeof NewTotp>
export const ConfirmTotp = z.object({ setup: ChallengeSecret, code: Code })
export const AddPasskey = z.object({ setup: ChallengeSecret, name: PasskeyName, answer: NewPasskeyAnswer })

/** Shown once; null where those from before still hold. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()).nullable() })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>
/** A set-up that a role demanded has ended in a sign-in. */
export const SetUpAndSignedIn = RecoveryCodes.extend({ me: Me })
export const ConfirmFirstTotp = ConfirmTotp.extend({ challenge: ChallengeSecret })
export const AddFirstPasskey = AddPasskey.extend({ challenge: ChallengeSecret })

export const WithProof = z.object({ proof: Proof })
export const RenamePasskey = z.object({ id: base64url.max(1400), name: PasskeyName })
export const RemovePasskey = z.object({ id: base64url.max(1400), proof: Proof })

export const Passkey = z.object({ id: z.string(), name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() })
export type Passkey = z.infer<typeof Passkey>

/** What somebody has set up besides his password. */
export const SecondFactorState = z.object({
  /** Since when there is an authenticator app; null: none. */
  totpSince: Instant.nullable(),
  passkeys: z.array(Passkey),
  recoveryCodesLeft: z.int(),
  /** His role gets nobody in without one. */
  required: z.boolean(),
  /** Secrets can be stored: without a key of the environment there are passkeys only. */
  hasKey: z.boolean(),
  /** He has a password here, with which he can show that it is him. */
  hasPassword: z.boolean(),
})
export type SecondFactorState = z.infer<typeof SecondFactorState>
