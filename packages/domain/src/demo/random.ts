/** Chance that always falls the same way: the same seed gives the same sequence on every machine. */
export type Random = {
  /** From 0 up to but without 1. */
  next(): number
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  chance(probability: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** One of a table of items and weights. */
  weighted<Item>(table: readonly (readonly [item: Item, weight: number])[]): Item
  /** A UUID version 7 of this instant, in milliseconds. */
  id(at: number): string
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to look natural. `name` sets one sequence apart from another. */
export function randomOf(name: string): Random {
  let state = seedOf(name)
  const bits = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const next = () => bits() / 2 ** 32
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)]!,
    weighted(table) {
      let left = next() * table.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of table) {
        left -= weight
        if (left < 0) return item
      }
      return table.at(-1)![0]
    },
    id(at) {
      const time = hex(at, 12)
      const variant = hex(0x8000 | (bits() & 0x3fff), 4)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(bits() & 0xfff, 3)}-${variant}-${hex(bits(), 8)}${hex(bits() & 0xffff, 4)}`
    },
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** FNV-1a, 32 bits. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
