import type { NewTotp, SecondFactorState } from '@lembur/contracts/second-factor'
import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldSentences, sentenceBesideFields, sentenceOf } from '@/app/errors.ts'
import { makePasskey } from '@/app/passkeys.ts'
import { useQueryState } from '@/app/query-state.ts'
import { trpc } from '@/app/trpc.ts'

/** What somebody wants to do to his second factor, which he is asked to show himself for. */
export type FactorWish = { do: 'app' | 'passkey' | 'codes' | 'remove_app' } | { do: 'remove_passkey'; id: string; name: string }

const stateKey = ['me', 'second-factor']

/** What is set up, as its owner sees it. */
export function useFactors() {
  const query = useQuery({ key: stateKey, query: ({ signal }) => trpc.secondFactor.state.query(undefined, { signal }) })
  return { query, state: useQueryState(query) }
}

/** He can show himself by something we know; else his sign-in has to be fresh. */
export const canProve = (state: SecondFactorState | undefined): boolean =>
  Boolean(state && (state.hasPassword || state.totpSince || state.recoveryCodesLeft > 0))

/** One wish after another: first the proof that it is him, then what there is to be done, then what he has to keep. */
export function useFactorWish() {
  const { t } = useI18n()
  const cache = useQueryCache()
  const wish = shallowRef<FactorWish | null>(null)
  const app = shallowRef<NewTotp | null>(null)
  const codes = shallowRef<string[] | null>(null)
  const proof = ref('')
  const name = ref('')
  const busy = ref(false)
  const error = ref<unknown>(null)
  const fields = computed(() => fieldSentences(error.value))
  const sentence = computed(() => sentenceBesideFields(error.value))

  function begin(next: FactorWish) {
    wish.value = next
    app.value = null
    codes.value = null
    proof.value = ''
    name.value = next.do === 'passkey' ? t('factor.passkeys.first_name') : ''
    error.value = null
  }
  function end() {
    wish.value = null
    codes.value = null
    app.value = null
  }
  async function trying(run: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = null
    try {
      await run()
    } catch (caught) {
      error.value = caught
      announce(sentenceOf(caught))
    } finally {
      busy.value = false
      await cache.invalidateQueries({ key: stateKey })
    }
  }
  /** What was done is said; codes that came of it are shown, and else it is over. */
  function done(said: string, recoveryCodes: string[] | null = null) {
    announce(said)
    app.value = null
    codes.value = recoveryCodes
    if (!recoveryCodes) end()
  }

  const run = {
    async app() {
      app.value = await trpc.secondFactor.setUpTotp.mutate({ proof: proof.value })
    },
    async passkey() {
      const asked = await trpc.secondFactor.setUpPasskey.mutate({ proof: proof.value })
      const answer = await makePasskey(asked)
      if (!answer) return end()
      const { recoveryCodes } = await trpc.secondFactor.addPasskey.mutate({ setup: asked.setup, name: name.value, answer })
      done(t('factor.passkeys.added'), recoveryCodes)
    },
    async codes() {
      done(t('factor.recovery.title'), (await trpc.secondFactor.renewRecoveryCodes.mutate({ proof: proof.value })).recoveryCodes)
    },
    async remove_app() {
      await trpc.secondFactor.removeTotp.mutate({ proof: proof.value })
      done(t('factor.app.removed'))
    },
    async remove_passkey() {
      if (wish.value?.do !== 'remove_passkey') return
      await trpc.secondFactor.removePasskey.mutate({ id: wish.value.id, proof: proof.value })
      done(t('factor.passkeys.removed'))
    },
  }
  const submit = () =>
    trying(async () => {
      if (wish.value) await run[wish.value.do]()
    })
  const confirmApp = (code: string) =>
    trying(async () => {
      if (!app.value) return
      const { recoveryCodes } = await trpc.secondFactor.confirmTotp.mutate({ setup: app.value.setup, code })
      done(t('factor.app.added'), recoveryCodes)
    })
  return reactive({ wish, app, codes, proof, name, busy, fields, sentence, begin, end, submit, confirmApp })
}
export type FactorWishing = ReturnType<typeof useFactorWish>
