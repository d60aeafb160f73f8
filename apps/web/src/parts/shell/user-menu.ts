import { type ComputedRef, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { signInAddress } from '../../app/router.ts'
import { useSession } from '../../app/session.ts'
import { useMenu } from './menu.ts'

export interface UserVerb {
  label: string
  icon: string
  run: () => unknown
}

/** Signs out and shows the sign-in page; the address is not kept, because the next person is somebody else. */
export function useSignOut(): () => Promise<void> {
  const session = useSession()
  const router = useRouter()
  return async () => {
    await session.signOut()
    await router.replace(signInAddress(undefined, 'signed_out'))
  }
}

/** The reader's own pages and signing out. */
export function useUserVerbs(): ComputedRef<UserVerb[]> {
  const { t } = useI18n()
  const router = useRouter()
  const menu = useMenu()
  const signOut = useSignOut()
  return computed(() => [
    ...menu.value
      .filter((item) => item.group === 'user')
      .map((item) => ({ label: t(item.text), icon: item.icon, run: () => router.push(item.to) })),
    { label: t('app.bar.sign_out'), icon: 'i-lucide-log-out', run: signOut },
  ])
}
