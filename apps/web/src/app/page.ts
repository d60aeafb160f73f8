import { defineStore } from 'pinia'
import { ref } from 'vue'

/** What the top bar says about the page shown. */
export const usePage = defineStore('page', () => {
  const title = ref('')
  const sub = ref('')
  return { title, sub }
})
