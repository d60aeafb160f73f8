import { readonly, ref } from 'vue'

export type Frame = 'phone' | 'narrow' | 'wide'

const phone = window.matchMedia('(max-width: 820px)')
const wide = window.matchMedia('(min-width: 1280px)')
const measure = (): Frame => (phone.matches ? 'phone' : wide.matches ? 'wide' : 'narrow')
const frame = ref<Frame>(measure())
const update = () => {
  frame.value = measure()
}
phone.addEventListener('change', update)
wide.addEventListener('change', update)

/** Which of the three frames the window has room for: ≤ 820, 821–1279, ≥ 1280 px. */
export const useFrame = () => readonly(frame)
