import type { Topic } from '@lembur/contracts/system'
import { useMutation, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref, type ShallowRef, shallowRef } from 'vue'
import { announce } from './announce.ts'
import { fieldSentences, sentenceOf } from './errors.ts'
import { t } from './i18n.ts'
import { problemOf } from './problem.ts'

export interface EntityEditorOptions<Row, Form extends object> {
  /** Lists of this topic are asked again after a write. */
  topic: Topic
  /** The rows of the list, in which what is stored meanwhile is found. */
  rows: () => Row[]
  empty: () => Form
  formOf: (row: Row) => Form
  /** A text in the answer of a write is what there is to say about it, in place of “saved”. */
  create: (form: Form) => Promise<unknown>
  update: (row: Row, form: Form) => Promise<unknown>
  remove?: (row: Row) => Promise<unknown>
  /** What a row is called when it is spoken of. */
  nameOf: (row: Row | Form) => string
}

/**
 * The drawer of a plain entity: one form for a new row and for a stored one, errors beside their fields, nothing thrown
 * away by closing, or by opening another row, without being asked.
 */
export function useEntityEditor<Row extends { id: string; version: number }, Form extends object>(options: EntityEditorOptions<Row, Form>) {
  const cache = useQueryCache()
  const row: ShallowRef<Row | null> = shallowRef(null)
  const isOpen = ref(false)
  const form = reactive(options.empty()) as Form
  const untouched = ref('')
  /** What happens once the reader agrees to throw away what he typed. */
  const wanted = shallowRef<(() => unknown) | null>(null)
  const asksRemove = ref(false)
  const isDirty = computed(() => isOpen.value && JSON.stringify(form) !== untouched.value)

  function show(next: Row | null) {
    saving.reset()
    removing.reset()
    row.value = next
    Object.assign(form, options.empty(), next ? options.formOf(next) : {})
    untouched.value = JSON.stringify(form)
    isOpen.value = true
  }
  function shut() {
    wanted.value = null
    asksRemove.value = false
    isOpen.value = false
    row.value = null
  }
  /** Does it at once where nothing was typed, otherwise once the reader agrees. True where it was done. */
  function leaveFor(next: () => unknown): boolean {
    if (isDirty.value) wanted.value = next
    else next()
    return !isDirty.value
  }
  function discard() {
    const next = wanted.value
    shut()
    next?.()
  }
  const again = () => cache.invalidateQueries({ key: [options.topic] })
  const saving = useMutation({
    mutation: () => (row.value ? options.update(row.value, form) : options.create(form)),
    onSuccess: (answer) => {
      announce(typeof answer === 'string' ? answer : t('parts.editor.saved', { name: options.nameOf(form) }))
      shut()
    },
    onSettled: again,
  })
  const removing = useMutation({
    mutation: async () => {
      if (row.value) await options.remove?.(row.value)
    },
    onSuccess: () => {
      announce(t('parts.editor.removed', { name: row.value ? options.nameOf(row.value) : '' }))
      shut()
    },
    onError: () => {
      asksRemove.value = false
    },
    onSettled: again,
  })
  function save() {
    if (!saving.isLoading.value) saving.mutate()
  }

  const fields = computed(() => fieldSentences(saving.error.value))
  const failure = computed(() => removing.error.value ?? (Object.keys(fields.value).length > 0 ? null : saving.error.value))
  /** The row as somebody else has stored it since, after a refusal because of that. */
  const newer = computed(() => {
    if (problemOf(saving.error.value)?.code !== 'conflict.version') return null
    return options.rows().find(({ id, version }) => id === row.value?.id && version !== row.value.version) ?? null
  })
  return reactive({
    row,
    form,
    isOpen,
    isDirty,
    asksDiscard: computed(() => wanted.value !== null),
    asksRemove,
    removable: options.remove !== undefined,
    busy: computed(() => saving.isLoading.value || removing.isLoading.value),
    fields,
    sentence: computed(() => (failure.value ? sentenceOf(failure.value) : null)),
    name: computed(() => (row.value ? options.nameOf(row.value) : '')),
    isOutdated: computed(() => newer.value !== null),
    openNew: () => leaveFor(() => show(null)),
    open: (next: Row) => leaveFor(() => show(next)),
    close: () => leaveFor(shut),
    leaveFor,
    discard,
    /** The reader rather goes on typing. */
    stay: () => {
      wanted.value = null
    },
    /** Shows what is stored now instead of what was typed. */
    takeNewer: () => {
      if (newer.value) show(newer.value)
    },
    /** Saves what was typed over what is stored now. */
    saveOver: () => {
      row.value = newer.value ?? row.value
      save()
    },
    save,
    remove: () => removing.mutate(),
  })
}
export interface EntityEditor {
  isOpen: boolean
  isDirty: boolean
  asksDiscard: boolean
  asksRemove: boolean
  removable: boolean
  busy: boolean
  fields: Record<string, string>
  sentence: string | null
  name: string
  isOutdated: boolean
  row: { id: string } | null
  openNew: () => unknown
  close: () => unknown
  leaveFor: (next: () => unknown) => boolean
  discard: () => void
  stay: () => void
  takeNewer: () => void
  saveOver: () => void
  save: () => void
  remove: () => void
}
