import { hash, verify } from '@node-rs/argon2'

/** argon2id as OWASP advises for a server: 19 MiB, two passes, one lane; about 30 ms, on a thread of the pool. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

/** Checked where a name is unknown or has no password, so that the answer takes as long as for a wrong password. */
const nobody = hashPassword('nobody has this password')

/** Whether a password is right; false for an unknown person (`stored` null), after the same work. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobody), password.normalize('NFKC'))
  return fits && stored !== null
}
