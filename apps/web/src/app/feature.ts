import type { Permission } from '@lembur/contracts/access'
import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { PaletteSource } from './palette.ts'

export const menuGroups = ['overtime', 'work', 'setup', 'user'] as const
export type MenuGroup = (typeof menuGroups)[number]

/** A page's place in the menu. It is shown where its route exists and the reader holds the right. */
export interface MenuItem {
  /** Never changes: badges and tests use it. */
  name: string
  group: MenuGroup
  order: number
  to: string
  /** A whole literal, "i-lucide-pen-line": the build looks for it in the text. */
  icon: string
  /** A key of the catalogue. */
  label: string
  /** The key for readers whose right reaches only their own rows ("My hours"). */
  ownLabel?: string
  /** Other rights, that let a reader see more rows on the page than `permission` says: whoever files for his department sees its rows. */
  widenedBy?: Permission[]
  permission?: Permission
  /** Hidden from readers whose right reaches only their own rows. */
  beyondOwn?: boolean
  /** The letter after G. */
  key?: string
  /** Its place among the tabs of a phone; without one it is found under More. */
  tab?: number
}

/** What `src/features/<name>/routes.ts` exports by default. */
export interface Feature {
  routes: RouteRecordRaw[]
  menu?: MenuItem[]
  palette?: PaletteSource[]
  /** The bell in the top bar. One feature brings it. */
  bell?: () => Promise<{ default: Component }>
  /** A component without a face that lives as long as somebody is signed in: it keeps counts in the menu. */
  background?: () => Promise<{ default: Component }>
}

export const defineFeature = (feature: Feature): Feature => feature

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without signing in. */
    public?: boolean
    /** Without the shell around it. */
    bare?: boolean
    permission?: Permission
    /** A key of the catalogue, for the window's title. */
    title?: string
  }
}
