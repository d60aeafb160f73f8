import { useToast } from '@nuxt/ui/composables'
import { onScopeDispose } from 'vue'
import { announce } from './announce.ts'
import { t } from './i18n.ts'
import { useKeys } from './keys.ts'

const undoMilliseconds = 8_000

/** Says what was done and, for eight seconds, offers to take it back: a toast, and the key Z. The newest offer counts. */
export function useUndo(place: string): (text: string, undo?: () => unknown) => void {
  const toast = useToast()
  let offer: { undo: () => unknown; id: string | number } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function take() {
    if (!offer) return
    const { undo, id } = offer
    offer = null
    toast.remove(id)
    undo()
  }
  useKeys(place, [{ keys: 'z', label: 'parts.undo', run: take }])
  onScopeDispose(() => clearTimeout(timer))

  return (text, undo) => {
    clearTimeout(timer)
    // An older offer would take back the newer deed.
    if (offer) toast.remove(offer.id)
    const { id } = toast.add({
      title: text,
      icon: 'i-lucide-check',
      duration: undoMilliseconds,
      ...(undo ? { actions: [{ label: t('parts.undo'), color: 'primary', variant: 'outline', onClick: take }] } : {}),
    })
    offer = undo ? { undo, id } : null
    timer = setTimeout(() => {
      offer = null
    }, undoMilliseconds)
    announce(text)
  }
}
