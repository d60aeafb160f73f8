import { describe, expect, it } from 'vitest'
import { kept } from './kept.ts'

describe('what is kept', () => {
  it('is no more than there is room for, and what was asked for last stays', () => {
    const values = kept<number>(2)
    values.set('a', 1)
    values.set('b', 2)
    expect(values.get('a')).toBe(1)
    values.set('c', 3)
    expect([values.get('a'), values.get('b'), values.get('c')]).toEqual([1, undefined, 3])
  })
})
