import { periodOf, weekOf } from '@lembur/rules/period'
import { instantAt } from './clock.ts'
import type { DemoDay } from './days.ts'
import type { DemoPerson } from './people.ts'
import type { Random } from './random.ts'
import { type DemoShift, minutesOf, someShift } from './shifts.ts'
import { heroes } from './stories.ts'

type Standing = { week: string; weekMinutes: number; period: string; periodMinutes: number; busyUntil: number }

const rest = 60 * 60_000

/** The people and how much overtime each has behind him in the running week and period. */
export class Crowd {
  readonly #people: readonly DemoPerson[]
  readonly #standing = new Map<string, Standing>()
  readonly #heroesUntil: string
  readonly #left: string

  /** From `heroesUntil` on the heroes are left out; from `left` on those who are disabled. */
  constructor(people: readonly DemoPerson[], heroesUntil: string, left: string) {
    this.#people = people
    this.#heroesUntil = heroesUntil
    this.#left = left
  }

  /** Everybody who may be asked on a day, the readiest mostly first (weighted sampling after Efraimidis and Spirakis). */
  willing(random: Random, { date }: DemoDay): DemoPerson[] {
    const isTold = (person: DemoPerson) => date >= this.#heroesUntil && heroes.some((workerId) => workerId === person.workerId)
    return this.#people
      .filter((person) => (person.isEnabled || date < this.#left) && !isTold(person))
      .map((person) => ({ person, key: Math.log(1 - random.next()) / person.eagerness }))
      .sort((a, b) => b.key - a.key)
      .map(({ person }) => person)
  }

  /** A shift that is clear of his others and, for all but a few, within the limits; null where none is found. */
  fitting(random: Random, person: DemoPerson, { date, kind }: DemoDay): DemoShift | null {
    const { weekMinutes, periodMinutes, busyUntil } = this.#of(person, date)
    for (let attempt = 0; attempt < 3; attempt++) {
      const shift = someShift(random, kind)
      if (instantAt(date, shift.start) < busyUntil + rest) continue
      const minutes = minutesOf(shift)
      if ((weekMinutes + minutes <= 1020 && periodMinutes + minutes <= 4200) || random.chance(0.02)) return shift
    }
    return null
  }

  worked(person: DemoPerson, { date }: DemoDay, shift: DemoShift): void {
    const before = this.#of(person, date)
    const minutes = minutesOf(shift)
    this.#standing.set(person.workerId, {
      ...before,
      weekMinutes: before.weekMinutes + minutes,
      periodMinutes: before.periodMinutes + minutes,
      busyUntil: instantAt(date, shift.end),
    })
  }

  #of(person: DemoPerson, date: string): Standing {
    const known = this.#standing.get(person.workerId)
    const week = weekOf(date).start
    const period = periodOf(date).start
    return {
      week,
      period,
      weekMinutes: known?.week === week ? known.weekMinutes : 0,
      periodMinutes: known?.period === period ? known.periodMinutes : 0,
      busyUntil: known?.busyUntil ?? 0,
    }
  }
}
