import { useQueryCache } from '@pinia/colada'
import { computed, onScopeDispose, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { z } from 'zod'
import { announce } from '@/app/announce.ts'
import { fieldCodes, fieldSentences, problemOf, sentenceOf } from '@/app/errors.ts'
import { useSession } from '@/app/session.ts'
import { useFormat } from '@/app/use-format.ts'
import { useEntering } from './entering.ts'
import { useSteps } from './steps.ts'

const TriesLeft = z.object({ triesLeft: z.int().min(0) })
const Wait = z.object({ retryAfterSeconds: z.int().min(1) })

/** Name and password, what was wrong with them, how many tries are left or how long to wait, and where it leads. */
export function useSignIn() {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  const steps = useSteps()
  const { arrived, goOn } = useEntering()
  const cache = useQueryCache()
  const fields = reactive({ username: '', password: '', remember: false })
  const busy = ref(false)
  const error = ref<unknown>(null)
  /** Seconds until the next try is allowed; 0: now. */
  const wait = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  // What the last reader saw is not for the next one on this PC.
  if (!session.me) for (const entry of cache.getEntries()) cache.remove(entry)

  function pause(seconds: number) {
    clearInterval(timer)
    wait.value = seconds
    timer = setInterval(() => {
      wait.value -= 1
      if (wait.value > 0) return
      clearInterval(timer)
      error.value = null
    }, 1000)
  }
  onScopeDispose(() => clearInterval(timer))

  const problem = computed(() => problemOf(error.value))
  const missing = ref<{ username?: string; password?: string }>({})
  const sentence = computed(() => {
    if (!error.value) return null
    if (wait.value > 0) return t('signin.wait', { seconds: format.value.number(wait.value) })
    if (Object.keys(fieldCodes(problem.value)).length > 0) return null
    const tries = TriesLeft.safeParse(problem.value?.details)
    if (problem.value?.code === 'auth.invalid_credentials' && tries.success) {
      return tries.data.triesLeft > 0 ? t('signin.tries', { n: format.value.number(tries.data.triesLeft) }) : t('signin.no_tries')
    }
    return sentenceOf(error.value)
  })
  if (session.me) void goOn()

  /** True where somebody is signed in now, or has a further step to take. */
  async function submit(): Promise<boolean> {
    if (busy.value || wait.value > 0) return false
    const empty = t('errors.text.required')
    missing.value = { ...(fields.username.trim() ? {} : { username: empty }), ...(fields.password ? {} : { password: empty }) }
    error.value = null
    steps.say(null)
    if (Object.keys(missing.value).length > 0) return false
    busy.value = true
    try {
      await session.signIn({ ...fields })
      await arrived()
      return true
    } catch (caught) {
      if (steps.follow(caught)) return true
      error.value = caught
      const seconds = Wait.safeParse(problem.value?.details)
      if (problem.value?.code === 'auth.too_many_attempts') pause(seconds.success ? seconds.data.retryAfterSeconds : 60)
      if (sentence.value) announce(sentence.value)
      return false
    } finally {
      busy.value = false
    }
  }
  const wrong = computed(() => ({ ...fieldSentences(error.value), ...missing.value }))
  return reactive({ fields, busy, wait, sentence, wrong, submit })
}
