import type { Ended } from '@lembur/contracts/account'
import { useMutation } from '@pinia/colada'
import { computed, reactive } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldSentences, sentenceBesideFields } from '@/app/errors.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'

/** The present and the new password, what the server says of them, and what came of it. */
export function useChangePassword() {
  const { t } = useI18n()
  const format = useFormat()
  const fields = reactive({ present: '', password: '' })
  const saving = useMutation({
    mutation: () => trpc.account.changePassword.mutate({ ...fields }),
    onSuccess: (answer) => {
      Object.assign(fields, { present: '', password: '' })
      announce(words(answer))
    },
  })
  const words = ({ ended }: Ended) => t('account.password.changed', { n: format.value.number(ended) })
  return reactive({
    fields,
    save: () => {
      if (!saving.isLoading.value) saving.mutate()
    },
    busy: computed(() => saving.isLoading.value),
    done: computed(() => (saving.error.value || !saving.data.value ? null : words(saving.data.value))),
    wrong: computed(() => fieldSentences(saving.error.value)),
    sentence: computed(() => sentenceBesideFields(saving.error.value)),
  })
}
