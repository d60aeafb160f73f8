import { createHash } from 'node:crypto'
import type { TableSum } from './format.ts'

const newline = 0x0a

/** Adds up the COPY text of a table as it passes: rows, bytes and SHA-256. A row is a line; line ends inside values are escaped. */
export class TableSummer {
  readonly #name: string
  readonly #hash = createHash('sha256')
  #rows = 0
  #bytes = 0

  constructor(name: string) {
    this.#name = name
  }

  add(chunk: Buffer): void {
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) this.#rows++
  }

  sum(): TableSum {
    return { name: this.#name, rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}

export const sameSum = (a: TableSum, b: TableSum | undefined): boolean =>
  b !== undefined && a.name === b.name && a.rows === b.rows && a.sha256 === b.sha256
