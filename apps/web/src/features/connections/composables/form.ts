import type { Connection, ConnectionKind } from '@lembur/contracts/connections'
import { useMutation, useQueryCache } from '@pinia/colada'
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { announce } from '@/app/announce.ts'
import { fieldSentences, problemOf, sentenceOf } from '@/app/errors.ts'
import { t } from '@/app/i18n.ts'
import { trpc } from '@/app/trpc.ts'
import { formOf, type SettingsForm, settingsFrom } from './fields.ts'

type Tested = Awaited<ReturnType<typeof trpc.connection.test.mutate>>

/** One connection being set: its form, its secret, its test, and what came of each. */
export function useConnectionForm(kind: ConnectionKind, stored: () => Connection | null) {
  const cache = useQueryCache()
  const form = reactive<SettingsForm>(formOf(kind, null))
  const isEnabled = ref(false)
  const secret = ref('')
  const takesSecretAway = ref(false)
  const version = ref<number | undefined>()
  const untouched = ref('')
  const trouble = shallowRef<unknown>(null)
  const tested = shallowRef<Tested | null>(null)

  const state = () => JSON.stringify([settingsFrom(kind, form), isEnabled.value, secret.value, takesSecretAway.value])
  // An answer is about what was tried.
  watch(state, () => {
    tested.value = null
  })
  const isDirty = computed(() => state() !== untouched.value)
  function fill(connection: Connection | null) {
    Object.assign(form, formOf(kind, connection?.settings ?? null))
    isEnabled.value = connection?.isEnabled ?? false
    secret.value = ''
    takesSecretAway.value = false
    version.value = connection?.version
    untouched.value = state()
    trouble.value = null
  }
  /** Shows what is stored now; what was typed is kept until its writer says otherwise. */
  function follow(connection: Connection | null) {
    if (connection?.version === version.value && untouched.value) return
    if (!untouched.value || !isDirty.value) fill(connection)
  }

  /** Left out, what is stored is kept. */
  const secretSent = () => (takesSecretAway.value ? null : secret.value || undefined)
  const again = () => cache.invalidateQueries({ key: ['connection'] })
  const telling = {
    onMutate: () => {
      trouble.value = null
    },
    onError: (error: unknown) => {
      trouble.value = error
    },
    onSettled: again,
  }
  const saving = useMutation({
    ...telling,
    mutation: () =>
      trpc.connection.save.mutate({
        kind,
        settings: settingsFrom(kind, form),
        secret: secretSent(),
        isEnabled: isEnabled.value,
        version: version.value,
      }),
    onSuccess: (connection) => {
      fill(connection)
      announce(t('connections.saved', { name: t(`connections.kind.${kind}`) }))
    },
  })
  const removing = useMutation({
    ...telling,
    mutation: () => trpc.connection.remove.mutate({ kind, version: version.value }),
    onSuccess: async () => {
      await again()
      fill(null)
      tested.value = null
      announce(t('connections.removed', { name: t(`connections.kind.${kind}`) }))
    },
  })

  const seconds = ref(0)
  let ticking: ReturnType<typeof setInterval> | undefined
  const stopTicking = () => clearInterval(ticking)
  onScopeDispose(stopTicking)
  const testing = useMutation({
    ...telling,
    mutation: () => trpc.connection.test.mutate({ kind, settings: settingsFrom(kind, form), secret: secretSent() }),
    onMutate: () => {
      trouble.value = null
      tested.value = null
      seconds.value = 0
      ticking = setInterval(() => seconds.value++, 1000)
    },
    onSuccess: (answer) => {
      tested.value = answer
    },
    onSettled: () => {
      stopTicking()
      return again()
    },
  })

  const fields = computed(() => fieldSentences(trouble.value))
  const busy = computed(() => saving.isLoading.value || removing.isLoading.value || testing.isLoading.value)
  return reactive({
    form,
    isEnabled,
    secret,
    takesSecretAway,
    isDirty,
    isNew: computed(() => version.value === undefined),
    /** Somebody has stored another state since. */
    isOutdated: computed(() => (stored()?.version ?? 0) > (version.value ?? 0) || problemOf(trouble.value)?.code === 'conflict.version'),
    fields,
    sentence: computed(() => {
      if (!trouble.value || Object.keys(fields.value).length > 0 || problemOf(trouble.value)?.code === 'conflict.version') return null
      return sentenceOf(trouble.value)
    }),
    busy,
    isSaving: saving.isLoading,
    isTesting: testing.isLoading,
    isRemoving: removing.isLoading,
    seconds,
    tested,
    follow,
    takeStored: () => fill(stored()),
    save: () => saving.mutate(),
    test: () => testing.mutate(),
    remove: () => removing.mutateAsync().catch(() => undefined),
  })
}
