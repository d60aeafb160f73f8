import type { StoredEvent } from './stored.ts'

/** From so many rows of a topic on, their events say only that many changed. */
const manyRows = 20

/** The action of an event that stands for many: whatever is shown of its topic is to be asked for again. */
export const many = 'many'

/**
 * A burst made small, in the order of ids: of several events about one row the last, of very many rows of a topic one event
 * for all. It names no row and no employee then, so it says nothing to those who may not see them.
 */
export function merged(events: StoredEvent[]): StoredEvent[] {
  const groups = Map.groupBy(events, ({ topic, userId }) => `${topic}/${userId}`)
  const kept = [...groups.values()].flatMap((group) => {
    const rows = new Map(group.map((event) => [event.subjectId, event]))
    const last = group.at(-1)
    if (rows.size <= manyRows || !last) return [...rows.values()]
    return [{ ...last, action: many, subjectId: null, employeeId: null, departmentId: null }]
  })
  return kept.toSorted((a, b) => a.id - b.id)
}
