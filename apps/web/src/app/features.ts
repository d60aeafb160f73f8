import { type Feature, type MenuItem, menuGroups } from './feature.ts'

/** Every feature that exists: adding a folder adds its pages, menu items and commands. */
const found = import.meta.glob<Feature>('../features/*/routes.ts', { eager: true, import: 'default' })

export const features: Feature[] = Object.values(found)

const place = (item: MenuItem) => menuGroups.indexOf(item.group)
/** In the order of the menu: the first one a reader may open is his first page. */
export const menuItems: MenuItem[] = features
  .flatMap((feature) => feature.menu ?? [])
  .sort((a, b) => place(a) - place(b) || a.order - b.order)
