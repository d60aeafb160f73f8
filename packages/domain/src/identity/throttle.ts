import pLimit, { type LimitFunction } from 'p-limit'
import { DomainError } from '../kernel/index.ts'

/** Wrong passwords from one address within a minute, after which it waits. */
export const failuresPerMinute = 10
/** Wrong passwords for one name from one address, after which each further one doubles the wait. */
const freeFailures = 5
const longestWaitSeconds = 300
const minute = 60_000
/** Passwords from one address that are looked at together: those behind them wait, and are judged by what these came to. */
const togetherFromOneAddress = 4
/** Names and addresses remembered at most: a flood of them must not fill the memory. */
const mostEntries = 20_000

export type Throttle = {
  /** Runs a try of an address when it is its turn, so that a hundred at once count as a hundred in a row. */
  inTurn<T>(ip: string | null, run: () => Promise<T>): Promise<T>
  /** @throws DomainError `auth.too_many_attempts` with `retryAfterSeconds` while an address, or a name from it, has to wait */
  check(ip: string | null, username: string, now: Date): void
  /** @returns how many more wrong passwords there may be before one has to wait */
  failed(ip: string | null, username: string, now: Date): number
  succeeded(ip: string | null, username: string): void
}

type Address = { failures: number; since: number }
type Name = { failures: number; until: number }

/**
 * Slows down who guesses passwords. Only failures count: a shared PC at the change of shift signs in as often as it likes.
 * A name waits only for the address that guessed at it, so that a stranger cannot lock its owner out. In this process's
 * memory: with several servers each counts for itself.
 */
export function newThrottle(): Throttle {
  const addresses = new Map<string, Address>()
  const names = new Map<string, Name>()
  const turns = new Map<string, LimitFunction>()
  const nameKey = (ip: string | null, username: string) => `${ip} ${username.toLowerCase()}`

  return {
    async inTurn(ip, run) {
      const key = String(ip)
      const turn = turns.get(key) ?? pLimit(togetherFromOneAddress)
      turns.set(key, turn)
      try {
        return await turn(run)
      } finally {
        if (turn.activeCount + turn.pendingCount === 0) turns.delete(key)
      }
    },
    check(ip, username, now) {
      const at = now.getTime()
      const address = addresses.get(String(ip))
      const wait = Math.max(
        address && address.failures >= failuresPerMinute ? address.since + minute - at : 0,
        (names.get(nameKey(ip, username))?.until ?? 0) - at,
      )
      if (wait > 0) throw new DomainError('too_many', 'auth.too_many_attempts', { retryAfterSeconds: Math.ceil(wait / 1000) })
    },
    failed(ip, username, now) {
      const at = now.getTime()
      const known = addresses.get(String(ip))
      const address = known && at - known.since < minute ? known : { failures: 0, since: at }
      address.failures++
      if (address !== known) remember(addresses, String(ip), address)
      const key = nameKey(ip, username)
      const failures = (names.get(key)?.failures ?? 0) + 1
      const wait = failures <= freeFailures ? 0 : Math.min(2 ** (failures - freeFailures), longestWaitSeconds)
      remember(names, key, { failures, until: at + wait * 1000 })
      return Math.max(0, Math.min(freeFailures - failures, failuresPerMinute - address.failures))
    },
    succeeded(ip, username) {
      names.delete(nameKey(ip, username))
    },
  }
}

/** Puts an entry at the end of its map, and drops the oldest where there are too many. */
function remember<Entry>(map: Map<string, Entry>, key: string, entry: Entry) {
  map.delete(key)
  map.set(key, entry)
  if (map.size <= mostEntries) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
