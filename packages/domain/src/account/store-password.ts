import { hashPassword } from '../identity/index.ts'
import type { Ctx, Writing } from '../kernel/index.ts'
import { announceEnd } from './announce.ts'
import { endSignIns } from './end-sessions.ts'

/** Hashed before the transaction begins: it takes its time. */
export type Hashed = { passwordHash: string }
export const hashed = async (password: string): Promise<Hashed> => ({ passwordHash: await hashPassword(password) })

/**
 * Stores a password and ends what the one before had opened: every sign-in but `except`, every step of one and every link that waits; with all of them,
 * his personal tokens too. Answers
 * what the audit says of it, which is never the password or its hash.
 */
export async function storePassword(
  tx: Writing,
  { now }: Pick<Ctx, 'now'>,
  { userId, passwordHash, except }: Hashed & { userId: string; except?: string },
): Promise<{ password: 'set'; endedSignIns: number }> {
  const { sql } = tx
  const [ended] = await Promise.all([
    endSignIns(tx, { userId, except, organizationId: null }),
    sql`update "user" set password_hash = ${passwordHash}, updated_at = ${now} where id = ${userId}`,
    // Whoever had to ask for a link may have lost more than the password.
    except ? null : sql`delete from api_token where user_id = ${userId}`,
    sql`delete from challenge where user_id = ${userId} and kind in ('password_reset', 'second_factor', 'second_factor_setup')`,
  ])
  announceEnd(tx, userId)
  return { password: 'set', endedSignIns: ended.length }
}
