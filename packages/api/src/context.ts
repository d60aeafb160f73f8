import type { Feed } from '@lembur/domain/event'
import type { Gate, Session } from '@lembur/domain/identity'
import type { Ctx, Origin } from '@lembur/domain/kernel'

/** What a request brings to a procedure. `domain` is null for those who are not signed in. */
export type ApiContext = {
  gate: Gate
  feed: Feed
  origin: Origin
  now: Date
  /** The reader's own context for verbs; null where he has not signed in. */
  domain: Ctx | null
  /** The session or token by which he is known; null where he has not signed in. */
  session: Session | null
  /** The session secret and the access token that came with the request, the one that signed it in first. */
  secrets: string[]
  /** Where the asking page is from by its browser's word, which was held against the host; null where a program asks. */
  page: string | null
  /** Sets the session cookie; null on a socket, where none can be set. */
  cookies: SessionCookies | null
  /** A socket's context was made when it was opened and would outlive its session: it carries streams only. */
  overSocket: boolean
  /** How many streams run over this socket. */
  streams: { open: number }
}

export type SessionCookies = {
  /** `expiresAt` null: until the browser closes. */
  set(secret: string, expiresAt: Date | null): void
  clear(): void
}
