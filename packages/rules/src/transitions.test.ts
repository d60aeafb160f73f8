import { overtimeStatuses } from '@lembur/contracts/overtime'
import { describe, expect, test } from 'vitest'
import { canTransition, transitionsFrom } from './transitions.ts'

describe('a pending request is decided or withdrawn, a decided one reopened, a withdrawn one stays (decision 9)', () => {
  const allowed = ['pending > approved', 'pending > rejected', 'pending > withdrawn', 'approved > pending', 'rejected > pending']
  const pairs = overtimeStatuses.flatMap((from) => overtimeStatuses.map((to) => ({ from, to })))

  test.each(pairs)('$from to $to', ({ from, to }) => {
    const expected = allowed.includes(`${from} > ${to}`)
    expect(canTransition(from, to)).toBe(expected)
    expect(transitionsFrom(from).includes(to)).toBe(expected)
  })
})
