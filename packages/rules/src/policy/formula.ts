import { type Exact, exact } from './fraction.ts'

/** A formula that was read: computes from named values, or answers the first name that is missing. */
export type Computation = { names: ReadonlySet<string>; compute(values: ReadonlyMap<string, Exact>): Exact }

type Node = (values: ReadonlyMap<string, Exact>) => Exact

/**
 * Reads a formula: names, numbers, `+ - * / ( )`, `min(a, b)`, `max(a, b)`. All arithmetic is exact.
 * @returns null where the text is no such formula
 */
export function readFormula(text: string): Computation | null {
  const tokens = text.match(/\s*([A-Za-z]\w*|\d+(?:\.\d+)?|[-+*/(),])/gy)?.map((token) => token.trim()) ?? []
  if (tokens.join('').length !== text.replace(/\s/g, '').length) return null
  const names = new Set<string>()
  let at = 0
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false
    at++
    return true
  }
  // Each level answers null at the first thing it cannot read; nothing is thrown for a slip of the keyboard.
  const chain = (next: () => Node | null, signs: Record<string, (a: Exact, b: Exact) => Exact>): Node | null => {
    let left = next()
    while (left && tokens[at] !== undefined && Object.hasOwn(signs, tokens[at] ?? '')) {
      const apply = signs[tokens[at++] ?? '']
      const right = next()
      if (!right || !apply) return null
      const before: Node = left
      left = (values) => apply(before(values), right(values))
    }
    return left
  }
  const sum = (): Node | null => chain(product, { '+': (a, b) => a.add(b), '-': (a, b) => a.sub(b) })
  const product = (): Node | null => chain(factor, { '*': (a, b) => a.mul(b), '/': (a, b) => a.div(b) })
  const call = (pick: (a: Exact, b: Exact) => Exact): Node | null => {
    at++
    const left = sum()
    if (!left || !take(',')) return null
    const right = sum()
    if (!right || !take(')')) return null
    return (values) => pick(left(values), right(values))
  }
  const factor = (): Node | null => {
    if (take('(')) {
      const inner = sum()
      return inner && take(')') ? inner : null
    }
    const token = tokens[at++]
    if (token === undefined) return null
    if (/^\d/.test(token)) {
      const value = exact(token)
      return () => value
    }
    if (!/^[A-Za-z]/.test(token)) return null
    if (tokens[at] === '(') {
      if (token === 'min') return call((a, b) => (a.lte(b) ? a : b))
      return token === 'max' ? call((a, b) => (a.gte(b) ? a : b)) : null
    }
    names.add(token)
    return (values) => {
      const value = values.get(token)
      if (!value) throw new RangeError(`No value for ${token}`)
      return value
    }
  }
  const whole = sum()
  return whole && at === tokens.length ? { names, compute: whole } : null
}
