import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import { type Binding, keyName, listedKeys, onEscape, openLayer, useKeys } from '../keys.ts'
import { usePreferences } from '../preferences.ts'

let scope: EffectScope
let done: string[]
beforeEach(() => {
  setActivePinia(createPinia())
  scope = effectScope()
  done = []
})
afterEach(() => scope.stop())

const bind = (keys: string, name = keys, more: Partial<Binding> = {}): Binding => ({ keys, run: () => done.push(name), ...more })
const use = (...list: Binding[]) => scope.run(() => useKeys('app.keys.lists', list))
function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
}
function field() {
  const input = document.createElement('input')
  document.body.append(input)
  return input
}

describe('keys', () => {
  it('acts on a letter, and on a combination', () => {
    use(bind('j'), bind('Shift+A'), bind('Mod+K'), bind('Alt+Y'))
    press('j')
    press('A', { shiftKey: true })
    press('k', { ctrlKey: true })
    press('y', { altKey: true, code: 'KeyY' })
    expect(done).toEqual(['j', 'Shift+A', 'Mod+K', 'Alt+Y'])
  })

  it('never acts on a letter while somebody types, but does on a combination', () => {
    use(bind('j'), bind('Mod+Enter'))
    press('j', {}, field())
    press('Enter', { ctrlKey: true }, field())
    expect(done).toEqual(['Mod+Enter'])
  })

  it('leaves Enter to the button that has the focus', () => {
    use(bind('Enter'))
    const button = document.createElement('button')
    document.body.append(button)
    press('Enter', {}, button)
    press('Enter')
    expect(done).toEqual(['Enter'])
  })

  it('follows G with a letter', () => {
    use(bind('g a'), bind('a'))
    press('g')
    press('a')
    press('a')
    expect(done).toEqual(['g a', 'a'])
  })

  it('can have its single letters switched off', () => {
    usePreferences().letterKeys = false
    use(bind('j'), bind('g a'), bind('Mod+K'))
    press('j')
    press('g')
    press('a')
    press('k', { ctrlKey: true })
    expect(done).toEqual(['Mod+K'])
  })

  it('gives a key to its newest owner until that one is gone', () => {
    use(bind('j', 'page'))
    const drawer = effectScope()
    drawer.run(() => useKeys('app.keys.lists', [bind('j', 'drawer')]))
    press('j')
    drawer.stop()
    press('j')
    expect(done).toEqual(['drawer', 'page'])
  })

  it('rests below an open dialog', () => {
    use(bind('j'))
    const close = openLayer()
    press('j')
    close()
    press('j')
    expect(done).toEqual(['j'])
  })

  it('leaves an open menu its own letters', () => {
    use(bind('j'))
    const menu = document.createElement('div')
    menu.setAttribute('data-reka-popper-content-wrapper', '')
    const item = document.createElement('button')
    menu.append(item)
    document.body.append(menu)
    press('j', {}, item)
    expect(done).toEqual([])
  })

  it('closes one layer with each Esc, the newest first', () => {
    scope.run(() => {
      onEscape(() => done.push('list'))
      const drop = onEscape(() => {
        done.push('drawer')
        drop()
      })
    })
    press('Escape')
    press('Escape')
    expect(done).toEqual(['drawer', 'list'])
  })

  it('lists what acts, by place, each verb once with all its keys', () => {
    use(bind('j', 'j', { label: 'parts.table.next' }), bind('ArrowDown', 'down', { label: 'parts.table.next' }), bind('x'))
    expect(listedKeys()).toEqual([{ place: 'app.keys.lists', keys: [{ keys: 'j, ArrowDown', label: 'parts.table.next' }] }])
  })
})

it('names a key as a binding is written', () => {
  expect(keyName(new KeyboardEvent('keydown', { key: '?', shiftKey: true }))).toBe('?')
  expect(keyName(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true }))).toBe('Shift+Enter')
  expect(keyName(new KeyboardEvent('keydown', { key: '¡', altKey: true, code: 'Digit1' }))).toBe('Alt+1')
})
