import type { FieldError } from '@lembur/contracts/errors'
import { field } from '@lembur/domain/kernel'

/** More than a person could have typed; an answer need not be as long as an attack. */
const most = 20

/**
 * The texts of an input that PostgreSQL cannot store, at any depth, by their paths: those with a NUL character, and those
 * that end or begin in the middle of a character. No schema of ours would refuse them, and the database only as a fault.
 */
export function unstorable(input: unknown): FieldError[] {
  const fields: FieldError[] = []
  // A stack of its own, for input may be nested deeper than calls may.
  const left: [path: string, value: unknown][] = [['', input]]
  for (let next = left.pop(); next && fields.length < most; next = left.pop()) {
    const [path, value] = next
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed()) fields.push(field(path, 'text.unreadable'))
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) left.push([path ? `${path}.${name}` : name, inner])
    }
  }
  return fields.reverse()
}
