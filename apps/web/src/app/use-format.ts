import { type ComputedRef, computed } from 'vue'
import { createFormat, type Format } from './format.ts'
import { usePreferences } from './preferences.ts'
import { useSession } from './session.ts'

/** The formatter of the language shown and the plant's zone; changes with both. */
export function useFormat(): ComputedRef<Format> {
  const preferences = usePreferences()
  const session = useSession()
  return computed(() => createFormat(preferences.language, session.timeZone))
}
