import { onScopeDispose, shallowReactive } from 'vue'
import { usePreferences } from './preferences.ts'

/**
 * A key or a sequence: "j", "ArrowDown", "Shift+A", "Mod+K" (Ctrl, or ⌘ on a Mac), "Alt+Y", "[", "g a".
 * `label` is a key of the catalogue; bindings without one are not listed in the overlay.
 */
export interface Binding {
  keys: string
  label?: string
  run: (event: KeyboardEvent) => unknown
  /** Also while typing in a field. Combinations with Mod or Alt always act. */
  whileTyping?: boolean
}

interface Registered extends Binding {
  /** Catalogue key of the place, the overlay's heading. */
  place: string
  layer: number
}

const bindings = shallowReactive<Registered[]>([])
const escapes: { layer: number; run: () => void }[] = []
let layers = 0
let pending: { prefix: string; until: number } | null = null

/** How long the second letter of a sequence may take, in milliseconds. */
const sequenceMilliseconds = 1_500

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** The event as it is written in a binding: "Mod+Shift+K", "j", "?". */
export function keyName(event: KeyboardEvent): string {
  const letter = /^[a-z]$/i.test(event.key)
  const name = letter ? (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key
  const altDigitOrLetter = event.altKey ? event.code.replace(/^(Key|Digit)/, '') : name
  const base = event.altKey && /^[A-Z0-9]$/.test(altDigitOrLetter) ? altDigitOrLetter : name
  const mod = isMac ? event.metaKey : event.ctrlKey
  const shift = event.shiftKey && (letter || event.key.length > 1)
  return `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${mod && letter ? base.toUpperCase() : base}`
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
}

/** Enter and Space belong to the button or link that has the focus. */
const pressesFocused = (name: string, target: EventTarget | null) =>
  (name === 'Enter' || name === ' ') &&
  target instanceof HTMLElement &&
  target.closest('button, a[href], summary, [role="button"], [role="option"], [role="tab"]') !== null

/** An open menu, list or calendar has its own keys, letters and Esc among them. */
const inOpenMenu = (target: EventTarget | null) =>
  target instanceof Element &&
  (target.closest('[data-reka-popper-content-wrapper]') !== null || target.getAttribute('aria-expanded') === 'true')

/** Takes one key press; returns true where something acted on it. */
export function press(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || inOpenMenu(event.target)) return false
  const name = keyName(event)
  if (name === 'Escape') return closeTop()
  const typing = isTyping(event.target)
  const combined = /^(Mod|Alt)\+/.test(name)
  const letters = usePreferences().letterKeys
  const sequence = pending && pending.until > Date.now() ? `${pending.prefix} ${name}` : null
  pending = null

  const active = bindings.filter((binding) => binding.layer === layers && (combined || binding.whileTyping || !typing))
  const silent = !letters && !combined && [...name].length === 1
  const hit =
    active.findLast((binding) => sequence !== null && binding.keys.toLowerCase() === sequence.toLowerCase()) ??
    (silent ? undefined : active.findLast((binding) => binding.keys === name))
  if (hit && !pressesFocused(name, event.target)) {
    event.preventDefault()
    hit.run(event)
    return true
  }
  if (!typing && !combined && letters && active.some((binding) => binding.keys.toLowerCase().startsWith(`${name.toLowerCase()} `))) {
    pending = { prefix: name, until: Date.now() + sequenceMilliseconds }
    return true
  }
  return false
}

/** Closes what was opened last; false where nothing was. */
function closeTop(): boolean {
  const top = escapes.at(-1)
  if (!top || top.layer < layers) return false
  top.run()
  return true
}

let listening = false
function listen() {
  if (listening) return
  listening = true
  window.addEventListener('keydown', press)
}

/** Keys that act while the calling component lives. The newest binding of a key wins. */
export function useKeys(place: string, list: Binding[]): void {
  listen()
  const own = list.map((binding): Registered => ({ ...binding, place, layer: layers }))
  bindings.push(...own)
  onScopeDispose(() => {
    for (const binding of own) bindings.splice(bindings.indexOf(binding), 1)
  })
}

/** Esc closes one layer at a time, the newest first. Returns how to give it back; it is given back with the component too. */
export function onEscape(run: () => void): () => void {
  listen()
  const entry = { layer: layers, run }
  escapes.push(entry)
  const drop = () => {
    const at = escapes.indexOf(entry)
    if (at >= 0) escapes.splice(at, 1)
  }
  onScopeDispose(drop, true)
  return drop
}

/** A dialog over the page: keys of the page below rest until it is closed. */
export function openLayer(): () => void {
  layers += 1
  let open = true
  return () => {
    if (open) layers -= 1
    open = false
  }
}

/** What acts now, by place, for the overlay: newest place first, without doubles. */
export function listedKeys(): { place: string; keys: { keys: string; label: string }[] }[] {
  const places = new Map<string, Map<string, { keys: string; label: string }>>()
  for (const { place, keys, label } of bindings) {
    if (!label) continue
    const known = places.get(place) ?? new Map()
    const same = known.get(label)
    known.set(label, { keys: same ? `${same.keys}, ${keys}` : keys, label })
    places.set(place, known)
  }
  return [...places].map(([place, keys]) => ({ place, keys: [...keys.values()] }))
}
