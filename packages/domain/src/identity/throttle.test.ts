import { describe, expect, it } from 'vitest'
import { DomainError } from '../kernel/index.ts'
import { failuresPerMinute, newThrottle } from './throttle.ts'

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
    throttle.succeeded(here, 'BUDI')
    expect(waits(() => throttle.check(here, 'budi', at(420)))).toBeNull()
  })
})
