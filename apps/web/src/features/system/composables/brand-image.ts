import { type BrandImage, StoredBrandImage } from '@lembur/contracts/system'
import { useQueryCache } from '@pinia/colada'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { sentenceOf } from '@/app/errors.ts'
import { postFile } from '@/app/files.ts'
import { trpc } from '@/app/trpc.ts'

/** Puts a picture of the organisation in its place, or takes it away; says what is wrong with it. */
export function useBrandImage(kind: () => BrandImage) {
  const { t } = useI18n()
  const cache = useQueryCache()
  const busy = ref(false)
  const sentence = ref<string | null>(null)

  async function change(run: () => Promise<string | null>, done: string) {
    if (busy.value) return
    busy.value = true
    sentence.value = await run().catch(sentenceOf)
    busy.value = false
    if (sentence.value === null) announce(done)
    await cache.invalidateQueries({ key: ['configuration'] })
  }
  const replace = (file: File) =>
    change(async () => {
      const answer = await postFile(`/api/v1/system-configuration/images/${kind()}`, file, {}, StoredBrandImage)
      return 'sentence' in answer ? answer.sentence : null
    }, t('system.configuration.image.stored'))
  const remove = () =>
    change(async () => {
      await trpc.configuration.removeImage.mutate({ kind: kind() })
      return null
    }, t('system.configuration.image.removed'))
  return { busy, sentence, replace, remove }
}
