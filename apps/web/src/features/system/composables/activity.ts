import type { PurgedActivities } from '@lembur/contracts/system'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useListQuery } from '@/app/list-query.ts'
import { trpc } from '@/app/trpc.ts'
import { dateFilter, listFilter, numberFilter, textFilter, useUrlFilters } from '@/app/url-filters.ts'
import type { Entity, LoadEntities } from '@/parts/entity.ts'
import { actionChoices, subjectWord } from './activity-words.ts'

export const useActivityFilters = () =>
  useUrlFilters({
    actor: textFilter(),
    action: listFilter(),
    subject: textFilter(),
    record: textFilter(),
    from: dateFilter(),
    to: dateFilter(),
    page: numberFilter(1, true),
    size: { ...numberFilter(50), place: true },
  })
export type ActivityFilters = ReturnType<typeof useActivityFilters>

/** The log of a filter, and where all of it is to be had as a file. */
export function useActivity(filters: ActivityFilters) {
  const wanted = computed(() => {
    const { actor, action, subject, record, from, to } = filters.values.value
    return {
      actorId: actor ? [actor] : undefined,
      action: action.length > 0 ? action : undefined,
      subjectType: subject || undefined,
      subjectId: record || undefined,
      from: from || undefined,
      to: to || undefined,
    }
  })
  const list = useListQuery({
    key: ['configuration', 'activity'],
    input: () => ({ ...wanted.value, page: filters.values.value.page, pageSize: filters.values.value.size }),
    load: (input, options) => trpc.activity.list.query(input, options),
    filtered: () => filters.active.value.length > 0,
  })
  const exportAddress = (format: 'csv' | 'xlsx') => {
    const query = new URLSearchParams({ format })
    for (const [name, value] of Object.entries(wanted.value)) if (value) query.set(name, String(value))
    return `/api/v1/activity-logs/export?${query}`
  }
  return { list, exportAddress }
}

const subjectTypes = [
  'overtime',
  'report',
  'employee',
  'department',
  'project',
  'limit',
  'policy',
  'policy_assignment',
  'regulation',
  'regulation_document',
  'holiday',
  'user',
  'connection',
  'configuration',
  'brand_image',
  'activity',
  'archive',
  'notification',
]

/** What the filters offer to choose from; the person of the address is asked for by his id. */
export function useActivityChoices(filters: ActivityFilters) {
  const { locale } = useI18n()
  const entityOf = ({ id, displayName, username }: { id: string; displayName: string; username: string }): Entity => ({
    id,
    label: displayName,
    detail: username,
  })
  const loadActors: LoadEntities = async (search, signal) =>
    (await trpc.activity.actors.query({ search: search.slice(0, 100) }, { signal })).results.map(entityOf)
  const chosen = useQuery({
    key: () => ['configuration', 'actor', filters.values.value.actor],
    query: async ({ signal }) => (await trpc.activity.actors.query({ id: filters.values.value.actor }, { signal })).results.map(entityOf),
    enabled: () => filters.values.value.actor !== '',
  })
  const actor = computed<Entity | null>(() => {
    const id = filters.values.value.actor
    return id === '' ? null : (chosen.data.value?.find((one) => one.id === id) ?? { id, label: '…' })
  })
  // The words change with the language.
  const actions = computed(() => (locale.value ? actionChoices() : []))
  const subjects = computed(() => (locale.value ? subjectTypes.map((value) => ({ value, label: subjectWord(value) })) : []))
  return { loadActors, actor, actions, subjects }
}

/** Deletes what is older than so many days, and has the log read again: it tells of that too. */
export function usePurge(done: (purged: PurgedActivities) => void) {
  const cache = useQueryCache()
  return useMutation({
    mutation: (days: number) => trpc.activity.purge.mutate({ days }),
    onSuccess: done,
    onSettled: () => cache.invalidateQueries({ key: ['configuration', 'activity'] }),
  })
}
