import { localOf } from '@lembur/rules/clock'
import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref } from 'vue'

/** The server's clock: the plant's time, whatever the PC believes. */
export const useClock = defineStore('clock', () => {
  const offset = ref(0)
  const tick = ref(Date.now())
  const timeZone = ref('Asia/Jakarta')

  /** Sets the clock by an instant the server just sent. */
  function setBy(instant: string, zone: string) {
    offset.value = Date.parse(instant) - Date.now()
    timeZone.value = zone
    tick.value = Date.now()
  }
  const timer = setInterval(() => {
    tick.value = Date.now()
  }, 5_000)
  onScopeDispose(() => clearInterval(timer))

  const now = computed(() => new Date(tick.value + offset.value))
  const local = computed(() => localOf(now.value, timeZone.value))
  /** Minutes since 00:00 at the plant. */
  const minute = computed(() => local.value.minute)
  const today = computed(() => local.value.date)
  return { now, minute, today, setBy }
})
