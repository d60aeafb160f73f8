import { describe, expect, it } from 'vitest'
import { withPageLinks } from './rest-pages.ts'

const list = (count: number, rows: number, values = {}) => ({
  count,
  countIsMinimum: false,
  next: null,
  previous: null,
  nextCursor: null,
  results: Array(rows).fill({}),
  ...values,
})
const links = (answer: object, query: Record<string, unknown> = {}, path = '/api/v1/projects/') => {
  const { next, previous } = withPageLinks(answer, path, query) as { next: string | null; previous: string | null }
  return { next, previous }
}

describe('the neighbours of a page', () => {
  it('are paths with the same filter', () => {
    expect(links(list(60, 25), { page: '2', search: 'jig', status: ['a', 'b'] })).toEqual({
      next: '/api/v1/projects/?page=3&search=jig&status=a&status=b',
      previous: '/api/v1/projects/?page=1&search=jig&status=a&status=b',
    })
  })

  it('are none before the first and after the last', () => {
    expect(links(list(25, 25))).toEqual({ next: null, previous: null })
    expect(links(list(26, 25), {}, '/api/v1/projects')).toEqual({ next: '/api/v1/projects/?page=2', previous: null })
    expect(links(list(26, 1), { page: '2' })).toEqual({ next: null, previous: '/api/v1/projects/?page=1' })
  })

  it('go on past a count that stops at 1,000', () => {
    expect(links(list(1000, 500, { countIsMinimum: true }), { page: '2', pageSize: '500' }).next).toBe(
      '/api/v1/projects/?page=3&pageSize=500',
    )
    expect(links(list(1000, 3, { countIsMinimum: true }), { page: '3', pageSize: '500' }).next).toBeNull()
  })

  it('are found by cursor where the list has one', () => {
    const first = links(list(1000, 25, { countIsMinimum: true, nextCursor: 'day~id' }), { page: '1', from: '2026-01-01' })
    expect(first.next).toBe('/api/v1/projects/?from=2026-01-01&cursor=day%7Eid')
    expect(links(list(25, 25), { cursor: 'day~id' })).toEqual({ next: null, previous: null })
  })

  it('belong to lists only', () => {
    const row = { id: 'a', count: 5 }
    expect(withPageLinks(row, '/api/v1/projects/', {})).toBe(row)
  })
})
