import { describe, expect, it } from 'vitest'
import { containing, offsetOf, pageOf } from './paging.ts'

describe('a page', () => {
  it('counts exactly up to a thousand, and from there on says so', () => {
    expect(pageOf(['a'], 1000)).toEqual({
      count: 1000,
      countIsMinimum: false,
      next: null,
      previous: null,
      nextCursor: null,
      results: ['a'],
    })
    expect(pageOf([], 1001, 'after')).toMatchObject({ count: 1000, countIsMinimum: true, nextCursor: 'after' })
  })

  it('begins where the page before has ended', () => {
    expect([1, 2, 3].map((page) => offsetOf({ page, pageSize: 25 }))).toEqual([0, 25, 50])
  })
})

describe('a pattern for text that contains another', () => {
  it.each([
    ['plain', '%plain%'],
    ['100%', '%100\\%%'],
    ['a_b', '%a\\_b%'],
    ['back\\slash', '%back\\\\slash%'],
  ])('%s means itself', (text, pattern) => {
    expect(containing(text)).toBe(pattern)
  })
})
