import { announceSessions } from '../identity/index.ts'
import type { Writing } from '../kernel/index.ts'

/** Tells the person's own tabs that something of his account changed. */
export const announceAccount = (tx: Writing, userId: string): void =>
  tx.announce({ topic: 'me', action: 'account', subjectId: userId, userId })

/** Has every server look up at once whether what he is signed in with still opens, and tells his tabs. */
export function announceEnd(tx: Writing, userId: string): void {
  tx.later(() => announceSessions(tx.sql, { userId }))
  announceAccount(tx, userId)
}
