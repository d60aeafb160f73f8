/** A program that dies more often than this within a minute is not started again. */
const deathsPerMinute = 5

/** Counts how often something died lately, and says when it is enough. */
export class Deaths {
  #times: number[] = []

  /** Notes a death. Answers how many there were within a minute where those are too many, otherwise null. */
  tooMany(): number | null {
    const now = Date.now()
    this.#times = [...this.#times.filter((at) => now - at < 60_000), now]
    return this.#times.length > deathsPerMinute ? this.#times.length : null
  }
}
