import type { Me } from '@lembur/contracts/identity'
import { useRoute, useRouter } from 'vue-router'
import { safeRedirect } from '@/app/router.ts'
import { useSession } from '@/app/session.ts'
import { touched } from '@/parts/shell/idle-lock.ts'
import { useMenu } from '@/parts/shell/menu.ts'

/** What happens once somebody is in, whichever way he came. */
export function useEntering() {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const menu = useMenu()
  /** The page that was asked for; null: none was. */
  const asked = () => (typeof route.query.redirect === 'string' ? safeRedirect(route.query.redirect) : null)

  /** Where one wanted to go, or the first page one may open. */
  const goOn = () => router.replace(asked() ?? menu.value[0]?.to ?? '/')
  async function arrived(): Promise<void> {
    session.failure = null
    touched()
    await goOn()
  }
  /** Lets in whom the server has let in. */
  async function enter(me: Me): Promise<void> {
    await session.enter(me)
    await arrived()
  }
  return { asked, goOn, arrived, enter }
}
