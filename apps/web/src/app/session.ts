import { type Permission, type Scope, scopes } from '@lembur/contracts/access'
import type { Language, Me, SignIn } from '@lembur/contracts/identity'
import { useQueryCache } from '@pinia/colada'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { announce } from './announce.ts'
import { useClock } from './clock.ts'
import { showLanguage, t } from './i18n.ts'
import { usePreferences } from './preferences.ts'
import { sessionIsOver, trpc } from './trpc.ts'

/** Why somebody is asked to sign in again; a word of the address. */
export const signOutReasons = ['expired', 'signed_out', 'idle', 'deactivated', 'ended'] as const
export type SignOutReason = (typeof signOutReasons)[number]

/** What decides what somebody sees and may do. */
const rightsOf = ({ role, permissions, employeeId, departmentId }: Me): string =>
  JSON.stringify([role, Object.entries(permissions).sort(), employeeId, departmentId])

/** Who is signed in, what he may do and how far. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  /** False until the first answer about who this is. */
  const known = ref(false)
  /** Why it is not known who this is; null where it is known. */
  const failure = shallowRef<unknown>(null)
  const preferences = usePreferences()
  const clock = useClock()
  const cache = useQueryCache()
  let languageChosen = false

  const organisation = computed(() => me.value?.organisation ?? null)
  const timeZone = computed(() => organisation.value?.timeZone ?? 'Asia/Jakarta')
  const today = computed(() => clock.today)
  const shift = computed(() => ({ start: organisation.value?.shiftStartMinute ?? 480, end: organisation.value?.shiftEndMinute ?? 1020 }))

  /** How far a right reaches, or null where there is none. */
  const scopeOf = (permission: Permission): Scope | null => me.value?.permissions[permission] ?? null
  /** True where the reader holds the right, at least as far as asked. */
  function can(permission: Permission, atLeast: Scope = 'own'): boolean {
    const held = scopeOf(permission)
    return held !== null && scopes.indexOf(held) >= scopes.indexOf(atLeast)
  }

  /** True where a right, and those that widen what it shows, reach no further than the reader's own rows. */
  const seesOnlyOwn = (permission: Permission, widenedBy: readonly Permission[] = []): boolean =>
    can(permission) && ![permission, ...widenedBy].some((one) => can(one, 'department'))

  async function take(next: Me) {
    me.value = next
    known.value = true
    clock.setBy(next.now, next.organisation.timeZone)
    if (languageChosen) await setLanguage(preferences.language)
    else await setLanguageHere(next.language)
  }

  /** Asks who is signed in; nobody is an answer too. Other errors are thrown. */
  async function load(): Promise<Me | null> {
    const answer = await trpc.auth.current.query()
    if (answer) await take(answer)
    known.value = true
    return answer
  }

  /** As `load`; where the server does not answer, the failure is kept for the page to show. */
  async function tryLoad(): Promise<void> {
    try {
      await load()
      failure.value = null
    } catch (error) {
      failure.value = error
    }
  }

  let refreshing: Promise<void> | null = null
  let refreshedAt = 0
  /**
   * Asks again who this is and what he may do, at most once at a time, and not where that was just asked (`unlessWithin`, ms).
   * Other rights come into force in place: what is shown is asked for anew. Without an answer things stay as they are.
   */
  function refresh(unlessWithin = 0): Promise<void> {
    if (!me.value || Date.now() - refreshedAt < unlessWithin) return Promise.resolve()
    refreshing ??= askAgain().finally(() => {
      refreshing = null
    })
    return refreshing
  }
  async function askAgain() {
    const before = me.value
    refreshedAt = Date.now()
    const answer = await trpc.auth.current.query().catch(() => undefined)
    if (answer === undefined || me.value?.id !== before?.id) return
    if (!answer) return sessionIsOver('expired')
    await take(answer)
    if (before && rightsOf(before) !== rightsOf(answer)) {
      announce(t('app.rights_changed'))
      // A query that fails says so itself.
      cache.invalidateQueries().catch(() => undefined)
    }
  }

  /** Throws the server's problem where the name or password is wrong. */
  async function signIn(input: SignIn): Promise<void> {
    await take(await trpc.auth.signIn.mutate(input))
  }

  /** Lets in whom a further step of signing in, or another way in, has let in. */
  const enter = (answer: Me): Promise<void> => take(answer)

  async function signOut(): Promise<void> {
    await trpc.auth.signOut.mutate()
    forget()
  }

  /** Drops what is known about the reader: after signing out, or when the server says the session is over. */
  function forget() {
    me.value = null
    languageChosen = false
    // What this reader saw must not be shown to the next one on the same PC.
    for (const entry of cache.getEntries()) cache.remove(entry)
  }

  async function setLanguageHere(language: Language) {
    await showLanguage(language)
    preferences.language = language
  }

  /** Shows a language at once and, for somebody signed in, keeps it in the profile. */
  async function setLanguage(language: Language): Promise<void> {
    languageChosen = true
    await setLanguageHere(language)
    if (me.value && me.value.language !== language) {
      me.value = { ...me.value, language }
      await trpc.auth.updateMe.mutate({ language })
    }
  }

  return {
    me,
    known,
    failure,
    organisation,
    timeZone,
    today,
    shift,
    scopeOf,
    can,
    seesOnlyOwn,
    load,
    tryLoad,
    refresh,
    signIn,
    enter,
    signOut,
    forget,
    setLanguage,
  }
})
