import type { Me } from '@lembur/contracts/identity'
import type { NewTotp } from '@lembur/contracts/second-factor'
import { computed, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldCodes, fieldSentences, problemOf, sentenceOf } from '@/app/errors.ts'
import { makePasskey } from '@/app/passkeys.ts'
import { trpc } from '@/app/trpc.ts'
import { useEntering } from './entering.ts'
import { useSteps } from './steps.ts'

/** A second factor is set up on the way in, because the role needs one. */
export function useFirstFactor(challenge: () => string) {
  const { t } = useI18n()
  const steps = useSteps()
  const { enter } = useEntering()
  const app = shallowRef<NewTotp | null>(null)
  const busy = ref(false)
  const error = ref<unknown>(null)
  const wrong = computed(() => fieldSentences(error.value).code ?? null)
  const sentence = computed(() => (error.value && !('code' in fieldCodes(problemOf(error.value))) ? sentenceOf(error.value) : null))

  async function trying(run: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = null
    try {
      await run()
    } catch (caught) {
      if (steps.follow(caught)) return
      error.value = caught
      announce(sentenceOf(caught))
    } finally {
      busy.value = false
    }
  }
  /** He is in; his codes are shown before anything else is. */
  const done = async ({ recoveryCodes, me }: { recoveryCodes: string[] | null; me: Me }) => {
    if (recoveryCodes) steps.to({ kind: 'codes', codes: recoveryCodes, me })
    else await enter(me)
  }
  const withApp = () =>
    trying(async () => {
      app.value = await trpc.auth.setUpTotp.mutate({ challenge: challenge() })
    })
  const confirmApp = (code: string) =>
    trying(async () => {
      if (app.value) await done(await trpc.auth.confirmTotp.mutate({ challenge: challenge(), setup: app.value.setup, code }))
    })
  const withPasskey = () =>
    trying(async () => {
      const asked = await trpc.auth.setUpPasskey.mutate({ challenge: challenge() })
      const answer = await makePasskey(asked)
      const name = t('factor.passkeys.first_name')
      if (answer) await done(await trpc.auth.confirmPasskey.mutate({ challenge: challenge(), setup: asked.setup, name, answer }))
    })
  return reactive({ app, busy, wrong, sentence, withApp, confirmApp, withPasskey })
}
