import type { Notification } from '@lembur/contracts/system'
import { useMutation, useQueryCache } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { announce } from '@/app/announce.ts'
import { sentenceOf } from '@/app/errors.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'

/** Reading, putting away and following notifications. A second click while one is on its way does nothing. */
export function useMarking() {
  const { t } = useI18n()
  const format = useFormat()
  const cache = useQueryCache()
  const router = useRouter()
  const onSettled = () => cache.invalidateQueries({ key: ['notification'] })
  const onError = (error: unknown) => announce(sentenceOf(error))

  const reading = useMutation({ mutation: (ids: string[]) => trpc.notification.markRead.mutate({ ids }), onSettled, onError })
  const readingAll = useMutation({
    mutation: () => trpc.notification.markAllRead.mutate(),
    onSuccess: ({ changed }) => announce(t('notifications.marked_all', { n: format.value.number(changed) })),
    onSettled,
    onError,
  })
  const archiving = useMutation({
    mutation: (ids: string[]) => trpc.notification.archive.mutate({ ids }),
    onSuccess: () => announce(t('notifications.archived_one')),
    onSettled,
    onError,
  })
  const unarchiving = useMutation({
    mutation: (ids: string[]) => trpc.notification.unarchive.mutate({ ids }),
    onSuccess: () => announce(t('notifications.unarchived_one')),
    onSettled,
    onError,
  })
  const removing = useMutation({
    mutation: (id: string) => trpc.notification.remove.mutate({ id }),
    onSuccess: () => announce(t('notifications.removed_one')),
    onSettled,
    onError,
  })
  const markRead = ({ id, readAt }: Notification) => {
    if (!readAt) reading.mutate([id])
  }
  /** Marks it and goes where it leads. */
  async function open(notification: Notification) {
    markRead(notification)
    if (notification.link) await router.push(notification.link)
  }
  return {
    open,
    markRead,
    markAll: () => {
      if (!readingAll.isLoading.value) readingAll.mutate()
    },
    archive: ({ id }: Notification) => {
      if (!archiving.isLoading.value) archiving.mutate([id])
    },
    unarchive: ({ id }: Notification) => {
      if (!unarchiving.isLoading.value) unarchiving.mutate([id])
    },
    remove: ({ id }: Notification) => {
      if (!removing.isLoading.value) removing.mutate(id)
    },
    busy: readingAll.isLoading,
  }
}
