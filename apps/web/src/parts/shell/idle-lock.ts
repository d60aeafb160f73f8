import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { signInAddress } from '../../app/router.ts'
import { useSession } from '../../app/session.ts'

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
const minute = 60_000
/** When somebody last touched any tab of this browser, milliseconds: one that is used keeps the others open. */
const storageKey = 'lembur.touched'
/** How often a touch is written down, milliseconds. */
const writeEvery = 5_000

const touchedAt = (): number => Number(localStorage.getItem(storageKey) ?? Date.now())

/** Somebody is here: signing in counts too. */
export function touched(): void {
  localStorage.setItem(storageKey, String(Date.now()))
}

/**
 * A shared PC that nobody touches for the configured minutes locks to sign-in and keeps the address; so does one that slept, or was
 * closed and opened again, for longer than that.
 */
export function useIdleLock(): void {
  const session = useSession()
  const router = useRouter()
  let locking = false

  function isIdle(): boolean {
    const allowed = session.organisation?.idleMinutes
    return Boolean(session.me && allowed && Date.now() - touchedAt() >= allowed * minute)
  }
  async function lockIfIdle() {
    if (locking || !isIdle()) return
    locking = true
    const from = router.currentRoute.value.fullPath
    await session.signOut().catch(() => session.forget())
    await router.replace(signInAddress(from, 'idle'))
    locking = false
  }
  function touch() {
    // The first touch after too long a time finds the lock, it does not put it off.
    if (isIdle()) void lockIfIdle()
    else if (Date.now() - touchedAt() >= writeEvery) touched()
  }
  if (localStorage.getItem(storageKey) === null) touched()
  void lockIfIdle()
  for (const sign of signs) window.addEventListener(sign, touch, { passive: true })
  document.addEventListener('visibilitychange', lockIfIdle)
  const timer = setInterval(lockIfIdle, minute / 4)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', lockIfIdle)
    for (const sign of signs) window.removeEventListener(sign, touch)
  })
}
