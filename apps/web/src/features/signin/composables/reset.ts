import { computed, reactive, ref, shallowRef } from 'vue'
import { fieldSentences, problemOf, sentenceBesideFields } from '@/app/errors.ts'

/** One request of a page before signing in: what was wrong, and whether it is done. */
export function useOnce<Input>(send: (input: Input) => Promise<unknown>) {
  const busy = ref(false)
  const done = ref(false)
  const error = shallowRef<unknown>(null)
  async function submit(input: Input): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = null
    try {
      await send(input)
      done.value = true
    } catch (caught) {
      error.value = caught
    } finally {
      busy.value = false
    }
  }
  return reactive({
    busy,
    done,
    submit,
    /** The link itself is of no use any more. */
    isOver: computed(() => problemOf(error.value)?.code === 'reset.invalid'),
    wrong: computed(() => fieldSentences(error.value)),
    sentence: computed(() => sentenceBesideFields(error.value)),
  })
}
