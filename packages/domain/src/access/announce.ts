import { announceSessions } from '../identity/index.ts'
import type { Writing } from '../kernel/index.ts'

/** Tells everybody whom a change of a person concerns: every server, his own tabs, and the lists of administrators. */
export function announceAccess(tx: Writing, userId: string, action = 'access'): void {
  tx.later(() => announceSessions(tx.sql, { userId }))
  tx.announce({ topic: 'me', action, subjectId: userId, userId })
  tx.announce({ topic: 'user', action, subjectId: userId })
}
