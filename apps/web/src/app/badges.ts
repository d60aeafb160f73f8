import { defineStore } from 'pinia'
import { reactive } from 'vue'

export interface Badge {
  count: number
  /** "alarm" stands for something failed. */
  tone: 'plain' | 'alarm'
}

/** Counts beside menu items, by the item's name. Features keep them from their background component. */
export const useBadges = defineStore('badges', () => {
  const byName = reactive(new Map<string, Badge>())
  function set(name: string, count: number, tone: Badge['tone'] = 'plain') {
    if (count > 0) byName.set(name, { count, tone })
    else byName.delete(name)
  }
  return { byName, set }
})
