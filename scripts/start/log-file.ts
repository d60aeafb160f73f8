import { closeSync, fchmodSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
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
    this.#file = open(path)
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

  /** Adds a line of the start script's own, in the manner of the programs. */
  note(msg: string) {
    this.write(Buffer.from(`${JSON.stringify({ level: 'warn', time: new Date().toISOString(), msg })}\n`))
  }

  /** The last lines written since this object was made. */
  tail(): string {
    return this.#tail.trim().split('\n').slice(-15).join('\n')
  }

  #turnOver() {
    closeSync(this.#file)
    renameSync(this.path, `${this.path}.old`)
    this.#file = open(this.path)
    this.#size = 0
  }
}

/** For its owner alone, also one that an earlier release has made for all. */
function open(path: string): number {
  const file = openSync(path, 'a', 0o600)
  fchmodSync(file, 0o600)
  return file
}
