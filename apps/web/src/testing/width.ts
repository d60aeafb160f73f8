type Listener = (event: MediaQueryListEvent) => void
const queries: { query: string; listeners: Set<Listener> }[] = []
let width = 1440

function matches(query: string): boolean {
  const max = /max-width:\s*(\d+)px/.exec(query)
  const min = /min-width:\s*(\d+)px/.exec(query)
  if (!max && !min) return false
  return (!max || width <= Number(max[1])) && (!min || width >= Number(min[1]))
}

window.matchMedia = (query: string) => {
  const entry = { query, listeners: new Set<Listener>() }
  queries.push(entry)
  return {
    get matches() {
      return matches(query)
    },
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
    addEventListener: (_type: string, listener: EventListenerOrEventListenerObject | null) => {
      if (typeof listener === 'function') entry.listeners.add(listener as Listener)
    },
    removeEventListener: () => {},
    dispatchEvent: () => true,
  }
}

/** Makes the window this wide, in px, as far as media queries can tell. */
export function setWidth(pixels: number): void {
  width = pixels
  for (const { query, listeners } of queries) {
    const event = Object.assign(new Event('change'), { matches: matches(query), media: query })
    for (const listener of listeners) listener(event)
  }
}
