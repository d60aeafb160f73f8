/** Fields that say nothing to a reader of the audit. */
const silent = new Set(['organizationId', 'version', 'createdAt', 'updatedAt', 'passwordHash', 'fileId'])

type Row = Record<string, unknown>

/** Of two states of a row, the fields that differ, on both sides; a new row has no `before`, a removed one no `after`. */
export function difference(before: object | null, after: object | null): { before: Row | null; after: Row | null } {
  if (!before || !after) return { before: before && told(before), after: after && told(after) }
  const changed: { before: Row; after: Row } = { before: {}, after: {} }
  const [old, current] = [told(before), told(after)]
  for (const key of new Set([...Object.keys(old), ...Object.keys(current)])) {
    if (JSON.stringify(old[key]) === JSON.stringify(current[key])) continue
    changed.before[key] = old[key] ?? null
    changed.after[key] = current[key] ?? null
  }
  return changed
}

const told = (row: object): Row => Object.fromEntries(Object.entries(row).filter(([key]) => !silent.has(key)))
