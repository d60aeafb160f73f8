import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const limit = 10_000_000

/** A program's output in a file that is set aside as `….old` when it has grown to 10 MB. */
export class LogFile {
  readonly path: string
  #file: number
  #size: number
  #tail = ''

  constructor(path: string) {
    this.path = path
    mkdirSync(dirname(path), { recursive: true })
    this.#file = openSync(path, 'a')
    this.#size = statSync(path).size
  }

  write(chunk: Buffer) {
    this.#tail = (this.#tail + chunk.toString()).slice(-4000)
    try {
      if (this.#size > limit) this.#turnOver()
      this.#size += writeSync(this.#file, chunk)
    } catch {
      // A full disk must not take the product down because of its log.
    }
  }

  /** The last lines written since this object was made. */
  tail(): string {
    return this.#tail.trim().split('\n').slice(-15).join('\n')
  }

  #turnOver() {
    closeSync(this.#file)
    renameSync(this.path, `${this.path}.old`)
    this.#file = openSync(this.path, 'a')
    this.#size = 0
  }
}
