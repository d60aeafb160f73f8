import { addressKey } from '@lembur/domain/identity'
import { DomainError } from '@lembur/domain/kernel'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/**
 * What one process allows. A plant of hundreds may stand behind one address, and a page that opens asks many things at once:
 * whoever is signed in is counted by himself, and only strangers by their address.
 */
export type RateLimits = {
  /** Calls of somebody who is signed in, in ten seconds; a batch counts each call in it. */
  person: number
  /** Calls of all who are not signed in at one address, in ten seconds; sockets they open, likewise. */
  address: number
  /** Tables that somebody takes away as a file, in a minute. */
  export: number
  /** Files that somebody sends, in a minute. */
  upload: number
  /** Sockets that somebody holds open: his tabs. */
  personSockets: number
  /** Sockets that strangers at one address hold open. */
  addressSockets: number
}

/** More than people meet at work, less than a program needs that wants to do harm. */
export const usualLimits: RateLimits = { person: 600, address: 2000, export: 10, upload: 30, personSockets: 100, addressSockets: 200 }

/** Who asks: a person by his id; a stranger, where that is null, by his address. */
export type Asking = { userId: string | null; ip: string }

/** Each throws DomainError `rate.limited` with `retryAfterSeconds` where it is too much. */
export type Limiter = {
  calls(asking: Asking, count: number): Promise<void>
  export(userId: string): Promise<void>
  upload(userId: string): Promise<void>
  handshake(ip: string): Promise<void>
  /** Counts a socket as open until what it answers is called. */
  socket(asking: Asking): () => void
}

/** Counts in the memory of this process, which is enough to keep it alive; what protects passwords is the throttle of the gate. */
export function openLimiter(limits: RateLimits | null): Limiter {
  if (!limits) return unlimited
  const counter = (points: number, duration: number) => new RateLimiterMemory({ points, duration })
  const persons = counter(limits.person, 10)
  const strangers = counter(limits.address, 10)
  const handshakes = counter(limits.address, 10)
  const exports = counter(limits.export, 60)
  const uploads = counter(limits.upload, 60)
  const sockets = new Map<string, number>()
  return {
    calls: ({ userId, ip }, count) => (userId ? spend(persons, userId, count) : spend(strangers, addressKey(ip), count)),
    export: (userId) => spend(exports, userId, 1),
    upload: (userId) => spend(uploads, userId, 1),
    handshake: (ip) => spend(handshakes, addressKey(ip), 1),
    socket({ userId, ip }) {
      const key = userId ?? addressKey(ip)
      const open = sockets.get(key) ?? 0
      if (open >= (userId ? limits.personSockets : limits.addressSockets)) throw limited(10)
      sockets.set(key, open + 1)
      return () => {
        const left = (sockets.get(key) ?? 1) - 1
        if (left > 0) sockets.set(key, left)
        else sockets.delete(key)
      }
    },
  }
}

const nothing = () => Promise.resolve()
const unlimited: Limiter = { calls: nothing, export: nothing, upload: nothing, handshake: nothing, socket: () => () => undefined }

const limited = (retryAfterSeconds: number) => new DomainError('too_many', 'rate.limited', { retryAfterSeconds })

async function spend(counter: RateLimiterMemory, key: string, points: number): Promise<void> {
  try {
    await counter.consume(key, points)
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? limited(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))) : refused
  }
}

const names = Object.keys(usualLimits) as (keyof RateLimits)[]

/** Reads LEMBUR_RATE_LIMIT: `off`, or some of the limits as `person=600,export=10`. @throws Error, one sentence on what is wrong */
export function readRateLimits(text: string | undefined): RateLimits | null {
  if (text === 'off') return null
  const limits = { ...usualLimits }
  for (const part of (text ?? '').split(',').filter((part) => part.trim())) {
    const [, word, value] = /^\s*(\w+)\s*=\s*([1-9]\d{0,8})\s*$/.exec(part) ?? []
    const name = names.find((known) => known === word)
    if (!name)
      throw new Error(
        `LEMBUR_RATE_LIMIT=${text} cannot be read: write off, or numbers as ${names.map((known) => `${known}=${usualLimits[known]}`).join(',')}.`,
      )
    limits[name] = Number(value)
  }
  return limits
}
