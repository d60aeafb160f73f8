import { nextTick, watch } from 'vue'

/**
 * Puts the role of a list where the options are. The library calls the whole panel of a select a listbox, with its search field and
 * its scroll frame; only options may stand in one, and a reader of the screen counts on it.
 */
export function useOptionList(open: () => boolean, box: () => HTMLElement | null, label: () => string): void {
  watch(open, async (now) => {
    await nextTick()
    const controls = now ? box()?.querySelector('[aria-controls]')?.getAttribute('aria-controls') : null
    const panel = controls ? document.getElementById(controls) : null
    const list = panel?.querySelector<HTMLElement>('[data-slot="viewport"]')
    if (!panel || !list) return
    list.id = `${panel.id}-list`
    list.setAttribute('role', 'listbox')
    list.setAttribute('aria-label', label())
    list.setAttribute('aria-multiselectable', panel.getAttribute('aria-multiselectable') ?? 'false')
    for (const name of ['aria-multiselectable', 'aria-orientation']) panel.removeAttribute(name)
    panel.setAttribute('role', 'group')
    panel.querySelector('[role="combobox"]')?.setAttribute('aria-controls', list.id)
  })
}
