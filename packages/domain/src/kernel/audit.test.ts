import { describe, expect, it } from 'vitest'
import { difference } from './audit.ts'

describe('the difference between two states', () => {
  it('is the fields that differ, on both sides', () => {
    expect(difference({ name: 'A', code: 'X' }, { name: 'B', code: 'X' })).toEqual({ before: { name: 'A' }, after: { name: 'B' } })
  })

  it('of a new row is all of it, with nothing before; of a removed one the other way round', () => {
    expect(difference(null, { name: 'A' })).toEqual({ before: null, after: { name: 'A' } })
    expect(difference({ name: 'A' }, null)).toEqual({ before: { name: 'A' }, after: null })
  })

  it('tells a field that came or went as null on the other side', () => {
    expect(difference({ name: 'A' }, { name: 'A', note: 'n' })).toEqual({ before: { note: null }, after: { note: 'n' } })
    expect(difference({ name: 'A', note: 'n' }, { name: 'A', note: undefined })).toEqual({ before: { note: 'n' }, after: { note: null } })
  })

  it('compares what is inside lists and objects', () => {
    expect(difference({ breaks: [[1, 2]] }, { breaks: [[1, 2]] })).toEqual({ before: {}, after: {} })
    expect(difference({ breaks: [[1, 2]] }, { breaks: [[1, 3]] })).toEqual({ before: { breaks: [[1, 2]] }, after: { breaks: [[1, 3]] } })
  })

  it.each(['organizationId', 'version', 'createdAt', 'updatedAt', 'passwordHash', 'fileId'])('never tells %s', (silent) => {
    expect(difference({ name: 'A', [silent]: 1 }, { name: 'B', [silent]: 2 })).toEqual({ before: { name: 'A' }, after: { name: 'B' } })
    expect(difference(null, { [silent]: 1 })).toEqual({ before: null, after: {} })
    expect(difference({ [silent]: 1 }, null)).toEqual({ before: {}, after: null })
  })
})
