import { describe, expect, it } from 'vitest'
import { plantOf, todayIn } from './plant.ts'
import { assertVersion } from './version.ts'

const plant = plantOf({
  timeZone: 'Asia/Jakarta',
  periodStartDay: 26,
  shiftStartMinute: 480,
  shiftEndMinute: 1020,
  breakAfterMinutes: 240,
  breakLengthMinutes: 60,
  anyoneFilesForAnyone: false,
})

describe('a plant', () => {
  it('has the break policy of its columns', () => {
    expect(plant).toEqual({
      timeZone: 'Asia/Jakarta',
      periodStartDay: 26,
      shiftStartMinute: 480,
      shiftEndMinute: 1020,
      breakPolicy: { afterMinutes: 240, lengthMinutes: 60 },
      anyoneFilesForAnyone: false,
    })
  })

  it('turns its days at its own midnight', () => {
    expect(todayIn({ now: new Date('2026-06-11T16:59:59Z'), plant })).toBe('2026-06-11')
    expect(todayIn({ now: new Date('2026-06-11T17:00:00Z'), plant })).toBe('2026-06-12')
    expect(todayIn({ now: new Date('2026-06-11T17:00:00Z'), plant: { ...plant, timeZone: 'America/New_York' } })).toBe('2026-06-11')
  })
})

describe('a version', () => {
  it('that is not the stored one is refused; who names none takes the newest', () => {
    expect(() => assertVersion({ version: 3 }, 3)).not.toThrow()
    expect(() => assertVersion({ version: 3 }, undefined)).not.toThrow()
    expect(() => assertVersion({ version: 3 }, 2)).toThrow('Somebody changed this')
  })
})
