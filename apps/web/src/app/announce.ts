import { ref } from 'vue'

/** What the live region says next. Results only ("4 approved"), never every event. */
export const announcement = ref('')

export function announce(text: string): void {
  announcement.value = ''
  queueMicrotask(() => {
    announcement.value = text
  })
}
