import { PiniaColada } from '@pinia/colada'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'

/** Fresh stores as the product has them: of an application, where they find what they inject. For tests without a component. */
export function startStores(): void {
  const pinia = createPinia()
  createApp({}).use(pinia).use(PiniaColada)
  setActivePinia(pinia)
}
