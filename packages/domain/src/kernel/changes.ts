type Fields<Input> = Partial<Omit<Input, 'id' | 'version'>>

/**
 * Of an update's input, the fields that were given and differ from the stored row; null where nothing does, and then
 * nothing is written. `id` and `version` say which row is meant and are no fields.
 */
export function changesOf<Row extends object, Input extends object>(row: Row, input: Input): Fields<Input> | null {
  const stored = new Map<string, unknown>(Object.entries(row))
  const changed = Object.entries(input).filter(
    ([key, value]) => key !== 'id' && key !== 'version' && value !== undefined && value !== stored.get(key),
  )
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Fields<Input>)
}
