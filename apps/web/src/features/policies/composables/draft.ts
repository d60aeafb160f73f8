import type { PolicyVersion } from '@lembur/contracts/policies'
import type { PolicyLayer, PolicyPatch } from '@lembur/contracts/policy'
import { mergePatch } from '@lembur/rules/policy/layers'
import { useMutation, useQueryCache } from '@pinia/colada'
import { computed, type InjectionKey, inject, reactive, ref, shallowRef, watch } from 'vue'
import { announce } from '@/app/announce.ts'
import { fieldSentence, fieldSentences, problemOf, sentenceOf } from '@/app/errors.ts'
import { t } from '@/app/i18n.ts'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'
import { forgetDraft, keepDraft, placeOf, readDraft } from './draft-storage.ts'
import { type Path, valueAt, withoutChange, withValue } from './patch.ts'
import { usePreview } from './preview.ts'

const keyOf = ({ state, id, version }: PolicyVersion) => `${state}/${id}/${version}`
/** The version of the draft that was seen; undefined where a published one was. */
const versionSeen = (seen: string) => (seen.startsWith('draft/') ? Number(seen.split('/')[2]) : undefined)

/**
 * The draft of a policy being written: a layer that forms and the JSON field both change. What is typed is kept on this device until
 * it is saved; what somebody else saves meanwhile never takes its place unasked.
 */
export function usePolicyDraft(policyId: string, server: PolicyVersion) {
  const session = useSession()
  const cache = useQueryCache()
  const place = placeOf(session.me?.id, policyId)
  const layer = shallowRef<PolicyLayer>(server.layer)
  const note = ref('')
  /** Text in the JSON field that is none yet. */
  const json = ref<string | null>(null)
  const seen = ref('')
  const latest = shallowRef(server)
  const untouched = ref('')

  const state = () => JSON.stringify([layer.value, note.value, json.value])
  const isDirty = computed(() => state() !== untouched.value)
  function fill(version: PolicyVersion) {
    layer.value = version.layer
    // Why a published version was made is no reason of the next.
    note.value = version.state === 'draft' ? version.note : ''
    json.value = null
    seen.value = keyOf(version)
    untouched.value = state()
    forgetDraft(place)
  }
  /** What is stored changed: it is shown, unless something typed would go. */
  function follow(version: PolicyVersion) {
    latest.value = version
    if (keyOf(version) !== seen.value && !isDirty.value) fill(version)
  }

  const stored = readDraft(place)
  fill(server)
  if (stored) {
    layer.value = { extends: stored.extends, patch: stored.patch }
    note.value = stored.note
    json.value = stored.json
    seen.value = stored.seen
  }
  watch(
    state,
    () => {
      if (isDirty.value) keepDraft(place, { ...layer.value, note: note.value, json: json.value, seen: seen.value })
      else forgetDraft(place)
    },
    { flush: 'sync' },
  )

  const preview = usePreview(() => layer.value, policyId)
  const base = computed(() => preview.base?.document ?? null)
  const effective = computed(() => {
    try {
      return mergePatch(base.value, layer.value.patch)
    } catch {
      return base.value
    }
  })

  const saving = useMutation({
    mutation: () => trpc.policy.saveDraft.mutate({ policyId, version: versionSeen(seen.value), layer: layer.value, note: note.value }),
    onSuccess: (version) => {
      latest.value = version
      fill(version)
      announce(t('policies.draft.saved'))
    },
    onSettled: () => cache.invalidateQueries({ key: ['policy'] }),
  })
  const refused = computed(() => problemOf(saving.error.value)?.code === 'conflict.version')
  const bare = (path: string) => path.replace(/^layer\.(patch\.)?/, '')
  const faults = computed<Record<string, string>>(() => ({
    ...Object.fromEntries(Object.entries(fieldSentences(saving.error.value)).map(([path, sentence]) => [bare(path), sentence])),
    ...Object.fromEntries((preview.shown?.problems ?? []).map(({ path, code }) => [bare(path), fieldSentence(code)])),
  }))
  watch(layer, () => saving.reset())

  function set(path: Path, value: unknown) {
    layer.value = { ...layer.value, patch: withValue(layer.value.patch, base.value, effective.value, path, value) }
  }
  return reactive({
    policyId,
    layer,
    note,
    json,
    base,
    effective,
    preview,
    faults,
    isDirty,
    isDraft: computed(() => latest.value.state === 'draft'),
    latest,
    isOutdated: computed(() => (isDirty.value && keyOf(latest.value) !== seen.value) || refused.value),
    busy: saving.isLoading,
    sentence: computed(() =>
      saving.error.value && !refused.value && Object.keys(fieldSentences(saving.error.value)).length === 0
        ? sentenceOf(saving.error.value)
        : null,
    ),
    canSave: computed(() => json.value === null && !saving.isLoading.value),
    follow,
    at: (path: Path) => valueAt(effective.value, path),
    baseAt: (path: Path) => valueAt(base.value, path),
    isChanged: (path: Path) => valueAt(layer.value.patch, path) !== undefined,
    errorAt: (path: Path): string | undefined => faults.value[path.join('.')],
    set,
    reset: (path: Path) => {
      layer.value = { ...layer.value, patch: withoutChange(layer.value.patch, path) }
    },
    setBase: (from: PolicyLayer['extends']) => {
      layer.value = { ...layer.value, extends: from }
    },
    /** The whole patch, from the JSON field. */
    setPatch: (patch: PolicyPatch) => {
      layer.value = { ...layer.value, patch }
    },
    /** Shows what is stored instead of what was typed. */
    drop: () => fill(latest.value),
    saveOver: () => {
      seen.value = keyOf(latest.value)
      return saving.mutateAsync().catch(() => null)
    },
    /** The version stored, or null where it was refused. */
    save: () => saving.mutateAsync().catch(() => null),
  })
}
export type PolicyDraft = ReturnType<typeof usePolicyDraft>

export const draftKey: InjectionKey<PolicyDraft> = Symbol('policy draft')
/** The draft that the fields of the editor write to. */
export function useDraft(): PolicyDraft {
  const draft = inject(draftKey)
  if (!draft) throw new Error('A field of a policy stands in its editor')
  return draft
}
