import { type ComputedRef, computed } from 'vue'
import type { MenuItem } from '../../app/feature.ts'
import { menuItems } from '../../app/features.ts'
import { useSession } from '../../app/session.ts'

export interface ShownItem extends MenuItem {
  /** The catalogue key for this reader. */
  text: string
}

/** The items this reader may open, in order. */
export function useMenu(items: MenuItem[] = menuItems): ComputedRef<ShownItem[]> {
  const session = useSession()
  return computed(() =>
    items
      .filter((item) => !item.permission || session.can(item.permission, item.beyondOwn ? 'department' : 'own'))
      .map((item) => ({
        ...item,
        text: item.ownLabel && item.permission && session.seesOnlyOwn(item.permission, item.widenedBy) ? item.ownLabel : item.label,
      })),
  )
}
