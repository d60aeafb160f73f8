import pLimit, { type LimitFunction } from 'p-limit'
import { DomainError } from '../kernel/index.ts'
import { addressKey } from './address.ts'

/** Wrong passwords from one address within a minute, after which it waits. */
export const failuresPerMinute = 10
/** Wrong passwords for one name from one address, after which each further one doubles the wait. */
const freeFailures = 5
const longestWaitSeconds = 300
/** Wrong passwords for one name from anywhere, none later than 15 minutes after another, after which strangers wait before each try. */
export const failuresFromAnywhere = 20
const accountMemory = 15 * 60_000
const longestStrangersWaitSeconds = 60
/** How long an address counts as one of those whose owner has signed in from there. */
export const knownForDays = 30
const minute = 60_000
/** Passwords from one address that are looked at together: those behind them wait, and are judged by what these came to. */
const togetherFromOneAddress = 4
/** Names and addresses remembered at most: a flood of them must not fill the memory. */
const mostEntries = 20_000

export type Throttle = {
  /** Runs a try of an address when it is its turn, so that a hundred at once count as a hundred in a row. */
  inTurn<T>(ip: string | null, run: () => Promise<T>): Promise<T>
  /** Whether so many have guessed at this name that strangers wait. */
  isSlowed(username: string, now: Date): boolean
  /**
   * Called once before each try. `isKnown`: he has signed in from this address lately.
   * @throws DomainError `auth.too_many_attempts` with `retryAfterSeconds` while an address, or a name from it, has to wait
   */
  check(ip: string | null, username: string, now: Date, isKnown?: boolean): void
  /** @returns how many more wrong passwords there may be before one has to wait */
  failed(ip: string | null, username: string, now: Date): number
  succeeded(ip: string | null, username: string, now: Date): void
  /** Counts one of what there may be `most` of within so many minutes. False: it was one too many. */
  spend(what: string, limit: { most: number; minutes: number }, now: Date): boolean
}

type Counted = { count: number; since: number }
type Name = { failures: number; until: number }

/**
 * Slows down who guesses passwords. Only failures count: a shared PC at the change of shift signs in as often as it likes.
 * A name waits only for the address that guessed at it. Where many addresses guess at one name, each that its owner has not
 * signed in from waits before each try, up to a minute and for itself alone: nobody can use up another's try, so that no
 * stranger can lock its owner out. Of IPv6 an address is its network. In this process's memory: with several servers each counts for itself.
 * @param mostFromOneAddress wrong passwords from one address within a minute, after which it waits
 */
export function newThrottle(mostFromOneAddress = failuresPerMinute): Throttle {
  const addresses = new Map<string, Counted>()
  const names = new Map<string, Name>()
  /** Wrong passwords for a name from anywhere; `since` is the last one. */
  const accounts = new Map<string, Counted>()
  /** From when on a stranger may try. */
  const tickets = new Map<string, number>()
  /** When somebody last signed in from where. */
  const known = new Map<string, number>()
  const spent = new Map<string, Counted>()
  const turns = new Map<string, LimitFunction>()
  const placeOf = (ip: string | null) => addressKey(String(ip))
  const nameKey = (ip: string | null, username: string) => `${placeOf(ip)} ${spelled(username)}`
  const guessesAt = (username: string, at: number) => {
    const account = accounts.get(spelled(username))
    return account && at - account.since < accountMemory ? account.count : 0
  }

  /** How long a stranger has to wait still; the try that he waited for is his, and no other's. */
  const strangersWait = (key: string, username: string, at: number): number => {
    const ripe = tickets.get(key)
    if (ripe !== undefined && ripe <= at && at - ripe < accountMemory) {
      tickets.delete(key)
      return 0
    }
    if (ripe !== undefined && ripe > at) return ripe - at
    const over = guessesAt(username, at) - failuresFromAnywhere
    const wait = Math.min(2 ** (over + 1), longestStrangersWaitSeconds) * 1000
    remember(tickets, key, at + wait)
    return wait
  }

  const isSlowed = (username: string, now: Date) => guessesAt(username, now.getTime()) >= failuresFromAnywhere
  const isKnownHere = (key: string, at: number) => at - (known.get(key) ?? Number.NEGATIVE_INFINITY) < knownForDays * 24 * 60 * minute

  return {
    async inTurn(ip, run) {
      const key = placeOf(ip)
      const turn = turns.get(key) ?? pLimit(togetherFromOneAddress)
      turns.set(key, turn)
      try {
        return await turn(run)
      } finally {
        if (turn.activeCount + turn.pendingCount === 0) turns.delete(key)
      }
    },
    isSlowed,
    check(ip, username, now, isKnown = false) {
      const at = now.getTime()
      const key = nameKey(ip, username)
      const address = addresses.get(placeOf(ip))
      const wait = Math.max(
        address && address.count >= mostFromOneAddress ? address.since + minute - at : 0,
        (names.get(key)?.until ?? 0) - at,
      )
      if (wait > 0) throw tooMany(wait)
      if (!isSlowed(username, now) || isKnown || isKnownHere(key, at)) return
      const strangers = strangersWait(key, username, at)
      if (strangers > 0) throw tooMany(strangers)
    },
    failed(ip, username, now) {
      const at = now.getTime()
      const address = counted(addresses, placeOf(ip), at, minute)
      remember(accounts, spelled(username), { count: guessesAt(username, at) + 1, since: at })
      const key = nameKey(ip, username)
      const failures = (names.get(key)?.failures ?? 0) + 1
      const wait = failures <= freeFailures ? 0 : Math.min(2 ** (failures - freeFailures), longestWaitSeconds)
      remember(names, key, { failures, until: at + wait * 1000 })
      if (isSlowed(username, now) && !isKnownHere(key, at)) return 0
      return Math.max(0, Math.min(freeFailures - failures, mostFromOneAddress - address.count))
    },
    succeeded(ip, username, now) {
      const key = nameKey(ip, username)
      names.delete(key)
      remember(known, key, now.getTime())
    },
    spend: (what, { most, minutes }, now) => counted(spent, what, now.getTime(), minutes * minute).count <= most,
  }
}

const tooMany = (milliseconds: number) =>
  new DomainError('too_many', 'auth.too_many_attempts', { retryAfterSeconds: Math.ceil(milliseconds / 1000) })

/** A name in the one spelling that the database compares: it makes a plain i of \u0130, JavaScript an i with a dot above it. */
const spelled = (username: string) => username.toLowerCase().replaceAll('\u0307', '')

/** One more of something, counted from the first of its span on. */
function counted(map: Map<string, Counted>, key: string, at: number, span: number): Counted {
  const before = map.get(key)
  const entry = before && at - before.since < span ? before : { count: 0, since: at }
  entry.count++
  if (entry !== before) remember(map, key, entry)
  return entry
}

/** Puts an entry at the end of its map, and drops the oldest where there are too many. */
function remember<Entry>(map: Map<string, Entry>, key: string, entry: Entry) {
  map.delete(key)
  map.set(key, entry)
  if (map.size <= mostEntries) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
