import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '@lembur/db'
import type { Ctx } from '../kernel/index.ts'

const count = 10
const bits = 80
/** Crockford's: no letter that is read as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = bits / 5

function newCode(): string {
  // A byte holds eight times as many values as the alphabet letters: none is likelier than another.
  const letters = [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length])
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What a recovery code says, however it was typed; null for what is none. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return letters.length === length && [...letters].every((letter) => alphabet.includes(letter)) ? letters : null
}

/** What is stored of a code: enough of a hash for 80 random bits. */
const stored = (letters: string) => createHash('sha256').update(letters).digest('hex')

/** Gives somebody ten new codes in place of those he had. They are answered here and never again. */
export async function giveRecoveryCodes({ sql }: Tx, { actor, now }: Ctx): Promise<string[]> {
  const codes = Array.from({ length: count }, newCode)
  await sql`delete from recovery_code where user_id = ${actor.userId}`
  await sql`
    insert into recovery_code ${sql(codes.map((code) => ({ id: stored(code.replaceAll('-', '')), user_id: actor.userId, created_at: now })))}`
  return codes
}

/** Uses a code up. False where it is none of this person's, or was used. */
export async function spendRecoveryCode({ sql }: Tx, { actor, now }: Ctx, letters: string): Promise<boolean> {
  const rows = await sql`
    update recovery_code set used_at = ${now} where id = ${stored(letters)} and user_id = ${actor.userId} and used_at is null returning id`
  return rows.length > 0
}
