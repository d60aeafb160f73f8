import { describe, expect, it } from 'vitest'
import { DomainError } from '../kernel/index.ts'
import { addressKey } from './address.ts'
import { failuresFromAnywhere, failuresPerMinute, newThrottle } from './throttle.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 5, 11) + seconds * 1000)
const here = '10.0.0.7'

function waits(run: () => void): number | null {
  try {
    run()
    return null
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'auth.too_many_attempts') throw error
    return Number(error.details.retryAfterSeconds)
  }
}

describe('guessing passwords', () => {
  it('makes an address wait out its minute after ten wrong passwords, whatever the names', () => {
    const throttle = newThrottle()
    for (let guess = 0; guess < failuresPerMinute; guess++) {
      expect(waits(() => throttle.check(here, `name-${guess}`, at(guess)))).toBeNull()
      throttle.failed(here, `name-${guess}`, at(guess))
    }
    expect(waits(() => throttle.check(here, 'somebody', at(20)))).toBe(40)
    expect(waits(() => throttle.check('10.0.0.8', 'somebody', at(20)))).toBeNull()
    expect(waits(() => throttle.check(here, 'somebody', at(60)))).toBeNull()
  })

  it('doubles the wait for a name with each wrong password after the fifth, up to five minutes, for that address alone', () => {
    const throttle = newThrottle()
    const seen: (number | null)[] = []
    let now = 0
    for (let guess = 0; guess < 15; guess++) {
      now += 400
      throttle.failed(here, 'Budi', at(now))
      seen.push(waits(() => throttle.check(here, 'budi', at(now))))
    }
    expect(seen).toEqual([null, null, null, null, null, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    expect(waits(() => throttle.check('10.0.0.8', 'budi', at(now)))).toBeNull()
  })

  it('makes a whole network of IPv6 wait: whoever has one address there has them all', () => {
    const throttle = newThrottle()
    for (let guess = 0; guess < failuresPerMinute; guess++) throttle.failed(`2001:db8::${guess}`, 'budi', at(0))
    expect(waits(() => throttle.check('2001:db8::ffff', 'siti', at(1)))).toBe(59)
    expect(waits(() => throttle.check('2001:db8:0:1::1', 'siti', at(1)))).toBeNull()
  })

  it('takes each spelling that the database takes for the same name as that name', () => {
    const throttle = newThrottle()
    for (let guess = 0; guess < 6; guess++) throttle.failed(here, ['adm\u0130n', 'ADMIN'][guess % 2]!, at(0))
    expect(waits(() => throttle.check(here, 'admin', at(1)))).toBe(1)
  })

  it('says how many tries are left before one has to wait, by the name or by the address', () => {
    const throttle = newThrottle()
    const left = [0, 1, 2, 3, 4, 5].map((second) => throttle.failed(here, 'budi', at(second)))
    expect(left).toEqual([4, 3, 2, 1, 0, 0])
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => throttle.failed(here, name, at(6)))).toEqual([3, 2, 1, 0, 0])
    expect(throttle.failed(here, 'f', at(70))).toBe(4)
  })

  it('forgets a name that signed in', () => {
    const throttle = newThrottle()
    for (let guess = 0; guess < 6; guess++) throttle.failed(here, 'budi', at(guess * 70))
    throttle.succeeded(here, 'BUDI', at(420))
    expect(waits(() => throttle.check(here, 'budi', at(420)))).toBeNull()
  })
})

describe('guessing at one name from many addresses', () => {
  /** Wrong passwords for budi, each from another address, one a second from `from` on. */
  const guesses = (throttle: ReturnType<typeof newThrottle>, many: number, from = 0) => {
    for (let guess = 0; guess < many; guess++) throttle.failed(`192.0.2.${guess}`, 'budi', at(from + guess))
  }

  it('lets the first twenty of fifteen minutes pass, then makes each stranger wait before his try, longer with each, up to a minute', () => {
    const throttle = newThrottle()
    guesses(throttle, failuresFromAnywhere - 1)
    expect(waits(() => throttle.check(here, 'budi', at(20)))).toBeNull()
    const seen: (number | null)[] = []
    for (let guess = 0; guess < 8; guess++) {
      throttle.failed(`198.51.100.${guess}`, 'budi', at(20))
      seen.push(waits(() => throttle.check(`203.0.113.${guess}`, 'BUDI', at(20))))
    }
    expect(seen).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
    expect(waits(() => throttle.check(here, 'somebody', at(20)))).toBeNull()
  })

  it('gives each address a try of its own after its wait, whatever the others do: nobody is locked out', () => {
    const throttle = newThrottle()
    guesses(throttle, 40)
    expect(waits(() => throttle.check(here, 'budi', at(40)))).toBe(60)
    expect(waits(() => throttle.check(here, 'budi', at(70)))).toBe(30)
    guesses(throttle, 40, 60)
    expect(waits(() => throttle.check(here, 'budi', at(100)))).toBeNull()
    throttle.failed(here, 'budi', at(100))
    expect(waits(() => throttle.check(here, 'budi', at(101)))).toBe(60)
  })

  it('never slows an address from which he has signed in, here or by what the database says', () => {
    const throttle = newThrottle()
    throttle.succeeded(here, 'Budi', at(-3600))
    guesses(throttle, 40)
    expect(waits(() => throttle.check(here, 'budi', at(40)))).toBeNull()
    expect(waits(() => throttle.check('10.0.0.8', 'budi', at(40), true))).toBeNull()
    expect(waits(() => throttle.check(here, 'budi', at(31 * 86_400)))).toBeNull() // long over
    guesses(throttle, 40, 31 * 86_400)
    expect(waits(() => throttle.check(here, 'budi', at(31 * 86_400 + 40)))).toBe(60)
  })

  it('is over when nobody has guessed for fifteen minutes', () => {
    const throttle = newThrottle()
    guesses(throttle, 40)
    expect(throttle.isSlowed('budi', at(39 + 14 * 60))).toBe(true)
    expect(throttle.isSlowed('budi', at(39 + 15 * 60))).toBe(false)
  })
})

it('counts what there may be few of within a span', () => {
  const throttle = newThrottle()
  const spend = (second: number) => throttle.spend('reset/budi', { most: 2, minutes: 1 }, at(second))
  expect([spend(0), spend(1), spend(2), spend(59), spend(60)]).toEqual([true, true, false, false, true])
})

it('an address is counted as itself, and in IPv6 with its network', () => {
  expect(
    ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '2001:DB8:0:0:1:2:3:4', '2001:db8:0:1::1', '::1', 'fe80::1%eth0'].map(addressKey),
  ).toEqual(['192.0.2.7', '192.0.2.7', '2001:db8:0:0::/64', '2001:db8:0:0::/64', '2001:db8:0:1::/64', '0:0:0:0::/64', 'fe80:0:0:0::/64'])
})
