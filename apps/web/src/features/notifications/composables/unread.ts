import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'

/** How many the reader has not read; kept up to date by live events. */
export function useUnread() {
  const session = useSession()
  const query = useQuery({
    key: ['notification', 'unread'],
    query: ({ signal }) => trpc.notification.unreadCount.query(undefined, { signal }),
    enabled: () => session.can('notification.read'),
    // Approvers hear of a request filed by the request's own event.
    meta: { topics: ['overtime'] },
  })
  return computed(() => query.data.value?.unread ?? 0)
}
