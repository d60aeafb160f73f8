import { cleanup, configure } from '@testing-library/vue'
import { afterEach, beforeEach } from 'vitest'
import './width.ts'
import { serveNothing } from './server.ts'

/** What a browser has and jsdom lacks. Windows are wide unless a test says otherwise with `setWidth`. */
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = NoObserver
Element.prototype.scrollIntoView = () => {}
window.scrollTo = () => {}
Element.prototype.hasPointerCapture = () => false
Element.prototype.setPointerCapture = () => {}
Element.prototype.releasePointerCapture = () => {}

// What is waited for comes soon, except on a busy machine.
configure({ asyncUtilTimeout: 10_000 })

beforeEach(() => {
  localStorage.clear()
  serveNothing()
})
afterEach(cleanup)
