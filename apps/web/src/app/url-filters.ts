import { WorkDate } from '@lembur/contracts/time'
import { type ComputedRef, computed } from 'vue'
import { type LocationQueryValue, useRoute, useRouter } from 'vue-router'

/** How one filter is written in the address. An absent or unreadable value is the fallback; the fallback is not written. */
export interface FilterField<Value> {
  read: (text: string) => Value | undefined
  write: (value: Value) => string
  fallback: Value
  /** Where in the list one is, or how it is laid out, is no filter: Reset leaves it. Any other change goes back to the first page. */
  place?: boolean | 'page'
}

export const textFilter = (fallback = ''): FilterField<string> => ({ read: (text) => text, write: (value) => value, fallback })
/** A number; `isPage` where it is the number of the page. */
export const numberFilter = (fallback: number, isPage = false): FilterField<number> => ({
  read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  write: String,
  fallback,
  place: isPage && 'page',
})
/** A work date; one that the server would refuse is unreadable. */
export const dateFilter = (fallback = ''): FilterField<string> => ({
  read: (text) => WorkDate.safeParse(text).data,
  write: (value) => value,
  fallback,
})
export const choiceFilter = <Choice extends string>(choices: readonly Choice[], fallback: NoInfer<Choice>): FilterField<Choice> => ({
  read: (text) => choices.find((choice) => choice === text),
  write: (value) => value,
  fallback,
})
/** Several values, written with commas; empty means all. */
export const listFilter = <Item extends string = string>(allowed?: readonly Item[]): FilterField<Item[]> => ({
  read: (text) => {
    const items = text.split(',').filter(Boolean)
    return allowed ? allowed.filter((item) => items.includes(item)) : (items as Item[])
  },
  write: (value) => value.join(','),
  fallback: [],
})

type Fields<Values> = { [Name in keyof Values]: FilterField<Values[Name]> }

export interface UrlFilters<Values> {
  values: ComputedRef<Values>
  /** Names of filters that differ from their fallback. */
  active: ComputedRef<(keyof Values & string)[]>
  /** Changes some; the rest stays, but for the page, which is the first again. */
  set: (changes: Partial<Values>) => void
  /** Everything as at first. */
  reset: () => void
}

const first = (value: LocationQueryValue | LocationQueryValue[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? undefined

/** Filters two-way with the address: the address is the only copy, so a link, Back and reload all show the same list. */
export function useUrlFilters<Values extends object>(fields: Fields<Values>): UrlFilters<Values> {
  const route = useRoute()
  const router = useRouter()
  const names = Object.keys(fields) as (keyof Values & string)[]

  function read<Name extends keyof Values & string>(name: Name): Values[Name] {
    const text = first(route.query[name])
    return (text === undefined ? undefined : fields[name].read(text)) ?? fields[name].fallback
  }
  const values = computed(() => {
    const all: Partial<Values> = {}
    for (const name of names) all[name] = read(name)
    return all as Values
  })
  const isFallback = (name: keyof Values & string, value: Values[typeof name]) =>
    fields[name].write(value) === fields[name].write(fields[name].fallback)
  const active = computed(() => names.filter((name) => !fields[name].place && !isFallback(name, values.value[name])))

  function set(changes: Partial<Values>) {
    const query = { ...route.query }
    const changed = names.filter((name) => name in changes)
    const backToFirstPage = changed.some((name) => fields[name].place !== 'page')
    for (const name of names) {
      const value = changes[name]
      if (value !== undefined && !isFallback(name, value)) query[name] = fields[name].write(value)
      else if (changed.includes(name) || (backToFirstPage && fields[name].place === 'page')) delete query[name]
    }
    void router.replace({ query })
  }
  const reset = () => set(Object.fromEntries(active.value.map((name) => [name, fields[name].fallback])) as Partial<Values>)
  return { values, active, set, reset }
}
