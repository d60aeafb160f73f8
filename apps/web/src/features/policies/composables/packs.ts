import type { PolicyPack } from '@lembur/contracts/policies'
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { trpc } from '@/app/trpc.ts'

export interface PackChoice {
  pack: string
  /** Title of its newest version. */
  title: string
  versions: PolicyPack[]
}

const countryOf = (jurisdiction: string) => jurisdiction.split('-')[0] ?? jurisdiction

/** The packs that the product brings, by country in the reader's language; versions newest first. */
export function usePacks() {
  const { t, te, locale } = useI18n()
  const query = useQuery({ key: ['policy', 'packs'], query: ({ signal }) => trpc.policy.packs.query(undefined, { signal }) })
  const packs = computed<PackChoice[]>(() =>
    [...Map.groupBy(query.data.value?.results ?? [], ({ pack }) => pack)].map(([pack, rows]) => {
      const versions = rows.toSorted((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))
      return { pack, title: versions[0]?.title ?? pack, versions }
    }),
  )
  const nameOf = (country: string) => (te(`policies.place.${country}`) ? t(`policies.place.${country}`) : country)
  const byCountry = computed(() =>
    [...Map.groupBy(packs.value, ({ versions }) => countryOf(versions[0]?.jurisdiction ?? ''))]
      .map(([country, choices]) => ({ country, name: nameOf(country), choices }))
      .toSorted((a, b) => a.name.localeCompare(b.name, locale.value)),
  )
  return { packs, byCountry, versionsOf: (pack: string) => packs.value.find((one) => one.pack === pack)?.versions ?? [] }
}
