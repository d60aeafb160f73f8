import { defaultDepartment } from '@lembur/contracts/reports'
import { withoutForbidden } from './cell-text.ts'

const longest = 31

/** Cuts to a number of UTF-16 units, as Excel counts them, without halving a character. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')

const tidy = (text: string): string => text.replace(/^[\s']+|[\s']+$/g, '')

/**
 * Titles for the sheets of one workbook: a department's code without what Excel forbids in a title, at most 31
 * characters, and never twice, whatever the case of its letters.
 */
export function sheetNames(): (code: string) => string {
  const taken = new Set<string>()
  const take = (name: string): string | null => {
    if (taken.has(name.toLowerCase())) return null
    taken.add(name.toLowerCase())
    return name
  }
  return (code) => {
    const allowed = tidy(cut(tidy(withoutForbidden(code).replace(/[[\]:*?/\\\n\r\t]/g, '-')), longest))
    // Excel keeps the title "History" for itself.
    const base = allowed === '' ? defaultDepartment.code : allowed.toLowerCase() === 'history' ? `${allowed}-` : allowed
    for (let copy = 1; ; copy++) {
      const suffix = copy === 1 ? '' : ` (${copy})`
      const name = take(cut(base, longest - suffix.length) + suffix)
      if (name) return name
    }
  }
}
