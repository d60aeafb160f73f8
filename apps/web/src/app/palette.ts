/** One line of the palette: a page, a verb, a person, a request. */
export interface PaletteEntry {
  id: string
  /** What is shown, already in the reader's language. */
  title: string
  detail?: string
  icon: string
  /** Other words it is found by: the same thing in the other languages. */
  words?: string
  /** Shown at the end: "G A". */
  keys?: string[]
  run: () => unknown
}

/** Where a feature's lines come from. `find` is asked with the text typed; it may ask the server. */
export interface PaletteSource {
  name: string
  find: (text: string, signal: AbortSignal) => PaletteEntry[] | Promise<PaletteEntry[]>
}

const storageKey = 'lembur.palette'
const kept = 20

/** Ids used lately, newest first. */
export function recentIds(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function remember(id: string): void {
  localStorage.setItem(storageKey, JSON.stringify([id, ...recentIds().filter((one) => one !== id)].slice(0, kept)))
}

/** Entries whose words hold every word typed; used lately first, then beginnings of the title, then the rest. */
export function rank(entries: PaletteEntry[], text: string, recent: string[]): PaletteEntry[] {
  const typed = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const matches = entries.filter((entry) => {
    const words = `${entry.title} ${entry.detail ?? ''} ${entry.words ?? ''}`.toLocaleLowerCase()
    return typed.every((word) => words.includes(word))
  })
  const place = (entry: PaletteEntry) => {
    const used = recent.indexOf(entry.id)
    if (used >= 0) return used
    return kept + (typed[0] && entry.title.toLocaleLowerCase().startsWith(typed[0]) ? 0 : 1)
  }
  return matches
    .map((entry, index) => ({ entry, index, place: place(entry) }))
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .map(({ entry }) => entry)
}
