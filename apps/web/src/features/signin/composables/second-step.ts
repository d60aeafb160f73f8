import type { SecondFactor } from '@lembur/contracts/second-factor'
import { useToast } from '@nuxt/ui/composables'
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldCodes, fieldSentences, problemOf, sentenceOf } from '@/app/errors.ts'
import { signByPasskey } from '@/app/passkeys.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'
import { useEntering } from './entering.ts'
import { useSteps } from './steps.ts'

/** The second step: a code or a passkey, and what was wrong with it. */
export function useSecondStep(challenge: () => string) {
  const { t } = useI18n()
  const format = useFormat()
  const toast = useToast()
  const steps = useSteps()
  const { enter } = useEntering()
  const code = ref('')
  const busy = ref(false)
  const missing = ref<string | null>(null)
  const error = ref<unknown>(null)
  const wrong = computed(() => missing.value ?? fieldSentences(error.value).code ?? null)
  /** What is wrong but for the code. */
  const sentence = computed(() => (error.value && !('code' in fieldCodes(problemOf(error.value))) ? sentenceOf(error.value) : null))

  async function trying(run: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    error.value = null
    missing.value = null
    try {
      await run()
      return true
    } catch (caught) {
      if (steps.follow(caught)) return true
      error.value = caught
      announce(sentenceOf(caught))
      return false
    } finally {
      busy.value = false
    }
  }
  const answer = async (given: Omit<SecondFactor, 'challenge'>) =>
    enter(await trpc.auth.secondFactor.mutate({ challenge: challenge(), ...given }))

  /** Who used a recovery code hears how many he has left; that it cannot be told is no reason to stop. */
  async function tellCodesLeft(): Promise<void> {
    const state = await trpc.secondFactor.state.query().catch(() => null)
    if (!state) return
    const title = t('factor.recovery.spent', { n: format.value.number(state.recoveryCodesLeft) })
    toast.add({ title, icon: 'i-lucide-life-buoy' })
    announce(title)
  }

  /** True where it led on. */
  async function submit(way: 'totp' | 'recovery'): Promise<boolean> {
    if (!code.value.trim()) {
      missing.value = t('errors.text.required')
      return false
    }
    return trying(async () => {
      await answer({ way, code: code.value })
      if (way === 'recovery') await tellCodesLeft()
    })
  }
  const byPasskey = () =>
    trying(async () => {
      const asked = await trpc.auth.passkeyOptions.mutate({ challenge: challenge() })
      const signed = await signByPasskey(asked)
      if (signed) await answer({ way: 'passkey', passkey: asked.passkey, answer: signed })
    })
  function reset() {
    code.value = ''
    error.value = null
    missing.value = null
  }
  return reactive({ code, busy, wrong, sentence, submit, byPasskey, reset })
}
