import { describe, expect, it } from 'vitest'
import { merged } from './merge.ts'
import type { StoredEvent } from './stored.ts'

const event = (id: number, values: Partial<StoredEvent> = {}): StoredEvent => ({
  id,
  topic: 'overtime',
  action: 'submitted',
  subjectId: `row-${id}`,
  userId: null,
  employeeId: 'somebody',
  departmentId: 'somewhere',
  at: '2026-06-11T09:42:00.000Z',
  ...values,
})

describe('a burst of events', () => {
  it('keeps the last event of each row, in order', () => {
    const burst = [event(1, { subjectId: 'a' }), event(2, { subjectId: 'b' }), event(3, { subjectId: 'a', action: 'decided' })]
    expect(merged(burst).map(({ id, action }) => [id, action])).toEqual([
      [2, 'submitted'],
      [3, 'decided'],
    ])
  })

  it('becomes one event from twenty-one rows of a topic on, which names no row and nobody', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => event(index + 1))
    expect(merged(twenty)).toHaveLength(20)
    expect(merged([...twenty, event(21), event(22, { topic: 'report' })])).toEqual([
      event(21, { action: 'many', subjectId: null, employeeId: null, departmentId: null }),
      event(22, { topic: 'report' }),
    ])
  })

  it('never mixes what is for different people', () => {
    const burst = Array.from({ length: 50 }, (_, index) => event(index, { topic: 'notification', userId: index % 2 ? 'one' : 'two' }))
    expect(merged(burst).map(({ userId }) => userId)).toEqual(['two', 'one'])
  })
})
