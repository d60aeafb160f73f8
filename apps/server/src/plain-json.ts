import { DomainError } from '@lembur/domain/kernel'

/** Levels that JSON may have; ours has no more than a handful. */
export const mostLevels = 32

/** Names with which an object would change what all objects are. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
/** The longest of them with each letter escaped, in quotes. */
const longestForbidden = 'constructor'.length * 6 + 2

/**
 * Refuses JSON that would harm before anything reads it: nested so deep that a reader runs out of stack, or with a name that
 * belongs to no data. Whether it is JSON at all is for the parser to say. @throws DomainError `input.too_deep`, `input.forbidden_key`
 */
export function assertPlainJson(text: string): void {
  let level = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === 0x7b || sign === 0x5b) {
      if (++level > mostLevels) throw new DomainError('invalid', 'input.too_deep', { mostLevels })
    } else if (sign === 0x7d || sign === 0x5d) level--
    else if (sign === 0x22) {
      const end = endOfString(text, at)
      if (end - at < longestForbidden && isKey(text, end + 1) && forbidden.has(unescaped(text.slice(at, end + 1)))) {
        throw new DomainError('invalid', 'input.forbidden_key')
      }
      at = end
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === 0x5c) at++
    else if (sign === 0x22) return at
  }
  return text.length
}

function isKey(text: string, from: number): boolean {
  let at = from
  while (/\s/.test(text.charAt(at)) && at < text.length) at++
  return text[at] === ':'
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return ''
  }
}
