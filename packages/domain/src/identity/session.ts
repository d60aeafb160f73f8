import type { Identity } from './identity.ts'
import type { SessionKind } from './secret.ts'

type Held = Identity & {
  /** The SHA-256 of its secret. */
  id: string
  expiresAt: Date
}
/** Somebody who has signed in himself; `familyId` is his sign-in. */
export type OwnSession = Held & { kind: SessionKind; familyId: string }
/** A program with a token that its owner has made; it came of no sign-in. */
export type PersonalSession = Held & { kind: 'personal'; familyId: null }
/** A signed-in reader: his identity and the session or token that proves it. */
export type Session = OwnSession | PersonalSession
