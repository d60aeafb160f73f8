import { computed, reactive, ref, watch } from 'vue'

interface Choosable {
  id: string
  can: { decide: boolean }
}

/**
 * The cursor and the selection of a list of decisions, two different things: the cursor says which row is read, the selection which
 * ones are decided together. Only rows that may be decided can be selected. A cursor whose row is gone stays at its place.
 */
export function useRowCursor<Row extends Choosable>(rows: () => Row[]) {
  const id = ref<string | null>(null)
  const marked = reactive(new Set<string>())
  let anchor: string | null = null
  let place = 0

  const index = computed(() => rows().findIndex((row) => row.id === id.value))
  const current = computed<Row | null>(() => rows()[index.value] ?? null)
  const selected = computed(() => rows().filter((row) => row.can.decide && marked.has(row.id)))
  watch(
    () => [
      rows()
        .map((row) => row.id)
        .join(),
      id.value,
    ],
    () => {
      if (index.value >= 0) place = index.value
      else id.value = rows()[Math.min(place, rows().length - 1)]?.id ?? null
    },
    { immediate: true },
  )

  const go = (to: string) => {
    id.value = to
  }
  function move(by: number) {
    const next = rows()[Math.min(rows().length - 1, Math.max(0, index.value + by))]
    if (next) id.value = next.id
  }
  /** To the next row that waits, or the last one before it; stays where nothing waits any more. */
  function goOn() {
    const open = (row: Row) => row.can.decide && row.id !== id.value
    const next =
      rows()
        .slice(index.value + 1)
        .find(open) ?? rows().slice(0, Math.max(0, index.value)).findLast(open)
    if (next) id.value = next.id
  }
  function toggle(row: string) {
    anchor = row
    if (!marked.delete(row)) marked.add(row)
  }
  /** Selects from the row marked last to this one. */
  function range(to: string) {
    const ids = rows().map((row) => row.id)
    const ends = [ids.indexOf(anchor ?? to), ids.indexOf(to)].sort((a, b) => a - b)
    for (const one of ids.slice(Math.max(0, ends[0]!), ends[1]! + 1)) marked.add(one)
    anchor = to
  }
  const selectAll = (all: string[]) => all.forEach((one) => void marked.add(one))
  const clear = () => marked.clear()

  return reactive({
    id,
    index,
    current,
    selected,
    isSelected: (row: string) => marked.has(row),
    go,
    move,
    goOn,
    toggle,
    range,
    selectAll,
    clear,
  })
}
export type RowCursor<Row extends Choosable> = ReturnType<typeof useRowCursor<Row>>
